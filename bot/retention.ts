import type { Log } from './log.ts';
import type { Store } from './store/store.ts';

const DAY = 24 * 3_600_000;
const EVERY = 3_600_000;
/** So few at once that nobody waits for it. */
const AT_ONCE = 200;

/** Erases conversations in which nobody spoke for so many days: now, and from time to time. */
export function keepRetention(store: Store, days: number, log: Log): { first: Promise<void>; stop(): void } {
  let stopped = false;
  async function erase(): Promise<void> {
    let total = 0;
    for (let count = AT_ONCE; count === AT_ONCE && !stopped; total += count) count = await store.expire(days * DAY, AT_ONCE);
    if (total > 0) log.info('conversations expired', { count: total });
  }
  const run = () => erase().catch((error) => log.error('retention', { error }));
  const timer = setInterval(run, EVERY);
  timer.unref();
  return {
    first: run(),
    stop() {
      stopped = true;
      clearInterval(timer);
    },
  };
}
