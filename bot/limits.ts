import type { Config } from './config.ts';
import { Fault } from './fault.ts';
import { createRateLimit, type RateLimit } from './rate-limit.ts';

/** What one caller may ask for, and all of them together. */
export interface Limits {
  /** New conversations of the page, by address: nothing else is known of who asks. */
  tokens: RateLimit;
  /** By sender and conversation, never by address: a channel brings all patients from one. */
  messages: RateLimit;
  /** By conversation. */
  reads: RateLimit;
  /** Throws 503 when so many turns are under way already. */
  turn(underway: number): void;
}

const RETRY_AFTER = 2;

export function createLimits(config: Config): Limits {
  const perSecond = (rate: number) => createRateLimit(rate, 2 * rate);
  return {
    tokens: createRateLimit(config.RATE_TOKENS_PER_MINUTE / 60, config.RATE_TOKENS_PER_MINUTE),
    messages: perSecond(config.RATE_MESSAGES_PER_SECOND),
    reads: perSecond(config.RATE_READS_PER_SECOND),
    turn(underway) {
      if (underway < config.MAX_TURNS) return;
      throw new Fault(503, 'busy', 'Too many messages are under way: send the activity again.', { retryAfter: RETRY_AFTER });
    },
  };
}
