import type { Session } from '../dialogs/session.ts';
import type { Inbound } from './activity.ts';
import type { Log } from './log.ts';
import type { CheckIn, Commit, Store } from './store/store.ts';

export interface CheckIns {
  start(): void;
  stop(): Promise<void>;
}

export interface CheckInServices {
  store: Store;
  log: Log;
  clock(): Date;
  /** A turn of its own in the conversation. Done twice it does nothing the second time. */
  ask(checkIn: CheckIn, at: Date): Promise<void>;
}

const LOOK_EVERY = 1_000;
const AT_ONCE = 20;
/** Longer than a turn takes; whoever began and died is followed by another. */
const LEASE = 60_000;

/** Asks those who agreed to it, when the time has come, whether they reached the clinic. In several processes one of them does. */
export function keepCheckIns({ store, log, clock, ask }: CheckInServices): CheckIns {
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  let underway: Promise<unknown> = Promise.resolve();

  async function askDue(): Promise<void> {
    const at = clock();
    const due = await store.claimCheckIns(at.getTime(), LEASE, AT_ONCE);
    await Promise.all(due.map((each) => ask(each, at).catch((error) => log.error('check-in', { error }))));
  }

  function look(): void {
    if (stopped) return;
    timer = setTimeout(() => {
      underway = askDue()
        .catch((error) => log.error('check-ins', { error }))
        .then(look);
    }, LOOK_EVERY);
    timer.unref();
  }

  return {
    start: look,
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await underway;
    },
  };
}

/** What a turn changes of the conversation's check-in. Where to write may change with every message: the latest place counts. */
export function checkInAfter(before: Session | undefined, after: Session | undefined, key: string, inbound: Inbound): Commit['checkIn'] {
  if (after?.checkIn?.state !== 'agreed') return before?.checkIn?.state === 'agreed' ? null : undefined;
  const { channelId, serviceUrl, conversation, from, recipient, locale } = inbound;
  return { key, due: after.checkIn.due, place: { channelId, serviceUrl, conversation, from, recipient, locale } };
}

/** Our own note in the conversation that the time had come. It bears the same id in whichever process. */
export function checkInActivity({ due, place }: CheckIn): Inbound {
  return { ...place, type: OWN_NOTE, name: 'check-in', id: `check-in|${due}` };
}

/** The patient sent nothing of this type, and sees nothing of it. */
export const OWN_NOTE = 'event';
