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
}

/** Outlives a visit: clients handle a token that expires under them badly. */
const LIFETIME_SECONDS = 24 * 3_600;
const claims = z.object({ c: z.string(), u: z.string(), e: z.number() });

export function createTokens(sealer: Sealer): Tokens {
  const signed = (payload: string) => sealer.sign(`direct-line-token|${payload}`);
  return {
    issue({ conversationId, userId }, now = Date.now()) {
      const expires = Math.floor(now / 1000) + LIFETIME_SECONDS;
      const payload = Buffer.from(JSON.stringify({ c: conversationId, u: userId, e: expires })).toString('base64url');
      return { token: `${payload}.${signed(payload)}`, expires_in: LIFETIME_SECONDS };
    },
    read(token, now = Date.now()) {
      const [payload = '', signature = '', ...rest] = (token ?? '').split('.');
      if (rest.length > 0 || !sealer.verify(`direct-line-token|${payload}`, signature)) throw forbidden();
      const { c, u, e } = claims.parse(JSON.parse(Buffer.from(payload, 'base64url').toString()));
      if (e * 1000 <= now) throw new Fault(403, 'token-expired', 'The token has expired: generate another one.');
      return { conversationId: c, userId: u };
    },
  };
}

export function forbidden(): Fault {
  return new Fault(403, 'forbidden', 'The token is missing, is not ours, or is for another conversation.');
}
