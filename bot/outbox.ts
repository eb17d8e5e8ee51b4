import type { Outbound } from './activity.ts';
import type { Log } from './log.ts';
import type { Store, Stored, Undelivered } from './store/store.ts';
import { Undeliverable } from './undeliverable.ts';

export type Send = (reply: Outbound) => Promise<void>;

export interface Outbox {
  /** For how many ms whoever sends has the replies to itself. Nobody is still sending when it ends. */
  lease: number;
  /** The part of it that may pass before sending begins. */
  spare: number;
  /** Tries once, in order, and returns when that is done or took too long; what failed is tried again in the background. */
  deliver(replies: Stored[], send: Send): Promise<void>;
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** A channel gives up on a turn after 15 s, and would then deliver the message again. */
const PATIENCE = 8_000;
const SPARE = 2_000;
const LOOK_EVERY = 1_000;
const FIRST_DELAY = 1_000;
const LAST_DELAY = 10 * 60_000;
/** Advice that comes a day late may be wrong by then. */
const GIVE_UP_AFTER = 24 * 3_600_000;
const AT_ONCE = 50;
/** What was sent is noted together with what else was sent within this time. */
const NOTE_AFTER = 20;

/** `send` is the way out when the turn that made the reply is over; it takes at most `sending` ms. */
export function createOutbox(store: Store, log: Log, send: Send, sending: number): Outbox {
  const lease = 2 * sending + 2 * SPARE;
  const underway = new Set<Promise<unknown>>();
  const sent: Stored[] = [];
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;

  /** Ends at the first that fails: what was said later makes no sense before it. */
  async function attempt(replies: Stored[], through: Send, attempts: number): Promise<void> {
    let done = 0;
    let wait = delay(attempts);
    try {
      // None is begun that may not end within the lease.
      const until = performance.now() + sending;
      for (const reply of replies) {
        if (performance.now() > until) break;
        await passed(through, reply.activity);
        done++;
      }
    } catch (error) {
      const { status, code, retryAfter = 0 } = error instanceof Undeliverable ? error : {};
      wait = Math.min(Math.max(wait, retryAfter), LAST_DELAY);
      log.warn('reply not delivered', { error, status, code, attempts: attempts + 1 });
    }
    note(replies.slice(0, done));
    await store.postpone(replies.slice(done), wait);
  }

  /** A crash before it is noted sends it once more, under the same id. */
  function note(replies: Stored[]): void {
    if (sent.length === 0 && replies.length > 0)
      track(pause(NOTE_AFTER).then(() => store.delivered(sent.splice(0)))).catch((error) => log.error('outbox', { error }));
    sent.push(...replies);
  }

  /** What can never arrive is over and done with. */
  async function passed(through: Send, reply: Outbound): Promise<void> {
    try {
      await through(reply);
    } catch (error) {
      if (!(error instanceof Undeliverable && error.final)) throw error;
      log.warn('reply refused for good', { status: error.status, code: error.code });
    }
  }

  async function flush(): Promise<void> {
    const due = await store.claim(lease, AT_ONCE);
    await Promise.all([...conversations(due).values()].map(retry));
  }

  async function retry(replies: Undelivered[]): Promise<void> {
    const late = replies.filter(({ age }) => age > GIVE_UP_AFTER);
    if (late.length > 0) log.error('replies given up', { count: late.length });
    await store.delivered(late);
    await attempt(
      replies.filter((reply) => !late.includes(reply)),
      send,
      replies[0]?.attempts ?? 0,
    );
  }

  function look(): void {
    if (stopped) return;
    timer = setTimeout(async () => {
      await track(flush()).catch((error) => log.error('outbox', { error }));
      look();
    }, LOOK_EVERY);
    timer.unref();
  }

  /** What ends may have begun something: that it was sent is noted later. */
  async function idle(): Promise<void> {
    while (underway.size > 0) await Promise.allSettled([...underway]);
  }

  function track<T>(work: Promise<T>): Promise<T> {
    underway.add(work);
    const forget = () => underway.delete(work);
    work.then(forget, forget);
    return work;
  }

  return {
    lease,
    spare: SPARE,
    async deliver(replies, through) {
      const work = track(attempt(replies, through, 0)).catch((error) => log.error('outbox', { error }));
      await within(PATIENCE, work);
    },
    async start() {
      await store.recover();
      look();
    },
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await within(PATIENCE, idle());
    },
  };
}

function delay(attempts: number): number {
  return Math.min(FIRST_DELAY * 2 ** attempts, LAST_DELAY);
}

function conversations(due: Undelivered[]): Map<string, Undelivered[]> {
  const byConversation = new Map<string, Undelivered[]>();
  for (const reply of due) byConversation.set(reply.conversation, [...(byConversation.get(reply.conversation) ?? []), reply]);
  return byConversation;
}

function pause(ms: number): Promise<void> {
  return new Promise((done) => {
    setTimeout(done, ms);
  });
}

async function within(ms: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise((done) => {
    timer = setTimeout(done, ms).unref();
  });
  await Promise.race([work, late]);
  clearTimeout(timer);
}
