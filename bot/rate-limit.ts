import { Fault } from './fault.ts';

export interface RateLimit {
  /** Throws 429 with the time to wait when too much came under this name. */
  take(name: string): void;
}

/** Names beyond this many push out the one that was quiet for longest: a flood of names costs no memory. */
const NAMES = 50_000;

/** A bucket for each name: `perSecond` flow in, up to `burst` may be taken at once. The clock only runs forward. */
export function createRateLimit(perSecond: number, burst: number, clock: () => number = () => performance.now()): RateLimit {
  const buckets = new Map<string, { left: number; at: number }>();
  return {
    take(name) {
      const now = clock();
      const known = buckets.get(name);
      const left = known ? Math.min(burst, known.left + ((now - known.at) / 1_000) * perSecond) : burst;
      buckets.delete(name);
      buckets.set(name, { left: left >= 1 ? left - 1 : left, at: now });
      // One that is full again is as good as none. Who was quiet for longest comes first.
      for (const [quiet, { left, at }] of buckets) {
        if (buckets.size <= NAMES && left + ((now - at) / 1_000) * perSecond < burst) break;
        buckets.delete(quiet);
      }
      if (left >= 1) return;
      const retryAfter = Math.max(1, Math.ceil((1 - left) / perSecond));
      throw new Fault(429, 'too-many', 'Too many requests: wait as long as Retry-After says.', { retryAfter });
    },
  };
}
