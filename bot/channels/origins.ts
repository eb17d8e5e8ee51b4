import type { IncomingMessage } from 'node:http';
import type { NextFunction, Request, Response } from 'express';
import { Fault } from '../fault.ts';

/** Browsers name the page that asks; our own and those of the clinic may. What sends no Origin is no foreign page. */
export function isAllowedOrigin(req: IncomingMessage, allowed: string[]): boolean {
  const { origin, host } = req.headers;
  if (origin === undefined || allowed.includes(origin)) return true;
  return URL.canParse(origin) && new URL(origin).host === host;
}

const CORS = {
  'Access-Control-Allow-Methods': 'GET, POST, DELETE, OPTIONS',
  'Access-Control-Allow-Headers': 'authorization, content-type, x-ms-bot-agent, x-requested-with',
  // Every address, watermark included, is asked about once.
  'Access-Control-Max-Age': '86400',
};

export function cors(allowed: string[]) {
  return (req: Request, res: Response, next: NextFunction) => {
    res.vary('Origin');
    if (!isAllowedOrigin(req, allowed))
      return next(new Fault(403, 'origin', 'Pages of this origin may not talk to the bot: see ALLOWED_ORIGINS.'));
    const { origin } = req.headers;
    if (origin) res.set({ 'Access-Control-Allow-Origin': origin, 'Access-Control-Allow-Credentials': 'true', ...CORS });
    if (req.method === 'OPTIONS') res.status(204).end();
    else next();
  };
}
