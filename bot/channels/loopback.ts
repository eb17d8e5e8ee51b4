import type { NextFunction, Request, Response } from 'express';
import { isLoopbackHost } from '../config.ts';
import { Fault } from '../fault.ts';

const FORWARDING = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-real-ip', 'via'];

/** Only a program on this very machine, with no proxy between: nothing else proves who is calling. To others there is no such door. */
export function loopbackOnly(req: Request, _res: Response, next: NextFunction): void {
  const direct = isLoopbackHost(req.socket.remoteAddress ?? '') && FORWARDING.every((header) => req.headers[header] === undefined);
  next(direct ? undefined : new Fault(404, 'not-found', 'There is nothing here.'));
}
