import { z } from 'zod';
import { Fault } from '../fault.ts';
import type { Sealer } from '../store/sealer.ts';

/** Whom a token is for: one user in one conversation. */
export interface Bearer {
  conversationId: string;
  userId: string;
}

export interface Tokens {
  issue(bearer: Bearer, now?: number): { token: string; expires_in: number };
  /** Throws 403: the protocol's clients do not understand 401. */
  read(token: string | undefined, now?: number): Bearer;
  /** The same, but one that expired lately may still be changed for another: a phone sleeps longer than a token lives. */
  readForRefresh(token: string | undefined, now?: number): Bearer;
  /** Opens a stream and nothing else: it stands in an address, and addresses end in the logs of proxies. */
  issueForStream(bearer: Bearer, now?: number): string;
  readForStream(token: string | undefined, now?: number): Bearer;
}

const LIFETIME = 3_600;
const REFRESHABLE = 24 * 3_600;
const STREAM_LIFETIME = 300;
type Purpose = 'token' | 'stream';
const claims = z.object({ c: z.string(), u: z.string(), e: z.number() });

export function createTokens(sealer: Sealer): Tokens {
  const signed = (purpose: Purpose, payload: string) => `direct-line-${purpose}|${payload}`;

  function make(purpose: Purpose, { conversationId, userId }: Bearer, seconds: number, now: number): string {
    const expires = Math.floor(now / 1000) + seconds;
    const payload = Buffer.from(JSON.stringify({ c: conversationId, u: userId, e: expires })).toString('base64url');
    return `${payload}.${sealer.sign(signed(purpose, payload))}`;
  }

  function check(purpose: Purpose, token: string | undefined, now: number, grace = 0): Bearer {
    const [payload = '', signature = '', ...rest] = (token ?? '').split('.');
    if (rest.length > 0 || !sealer.verify(signed(purpose, payload), signature)) throw forbidden();
    const { c, u, e } = claims.parse(JSON.parse(Buffer.from(payload, 'base64url').toString()));
    if ((e + grace) * 1000 <= now) throw new Fault(403, 'token-expired', 'The token has expired: refresh it, or generate another one.');
    return { conversationId: c, userId: u };
  }

  return {
    issue: (bearer, now = Date.now()) => ({ token: make('token', bearer, LIFETIME, now), expires_in: LIFETIME }),
    read: (token, now = Date.now()) => check('token', token, now),
    readForRefresh: (token, now = Date.now()) => check('token', token, now, REFRESHABLE),
    issueForStream: (bearer, now = Date.now()) => make('stream', bearer, STREAM_LIFETIME, now),
    readForStream: (token, now = Date.now()) => check('stream', token, now),
  };
}

export function forbidden(): Fault {
  return new Fault(403, 'forbidden', 'The token is missing, is not ours, or is for another conversation.');
}
