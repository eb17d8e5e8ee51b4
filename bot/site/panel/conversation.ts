import { type Activity, isPatients, type Outgoing, type Picked } from './activity.ts';
import { directLine } from './direct-line.ts';
import { recall, remember } from './memory.ts';

export interface State {
  activities: Activity[];
  /** Not yet seen in the conversation, oldest first. */
  outbox: Outgoing[];
  link: 'starting' | 'up' | 'down';
  language: string;
  /** Nothing was said before: the bot will greet. */
  fresh: boolean;
  /** The patient asked for the conversation to be deleted. */
  erased?: 'done' | 'failed';
}

export interface Conversation {
  state(): State;
  /** From now on hears of every change. */
  follow(changed: (state: State) => void): void;
  send(text: string, picked?: Picked): void;
  speak(language: string): void;
  /** Deletes the conversation here and at the bot; another begins. */
  erase(): Promise<void>;
}

const RETRY = 2_000;

/** What the patient and the bot said, and what is still on its way. */
export function conversation(language: string): Conversation {
  let changed: ((state: State) => void) | undefined;
  const known = new Set<string>();
  let state: State = {
    activities: [],
    outbox: recall<Outgoing[]>('outbox') ?? [],
    link: 'starting',
    language: recall<string>('language') ?? language,
    fresh: recall('ticket') === undefined,
  };
  let posting = false;

  const line = directLine(() => state.language, {
    activities: (batch) => {
      const fresh = batch.filter(({ id }) => !known.has(id));
      for (const { id } of fresh) known.add(id);
      if (fresh.length === 0) return;
      const echoed = new Set(fresh.map(({ channelData }) => channelData?.clientActivityID));
      const spoken = fresh
        .filter((activity) => !isPatients(activity))
        .at(-1)
        ?.locale?.slice(0, 2);
      update({
        activities: [...state.activities, ...fresh],
        outbox: state.outbox.filter(({ clientActivityID }) => !echoed.has(clientActivityID)),
        ...(spoken && { language: spoken }),
      });
    },
    link: (up) => {
      update({ link: up ? 'up' : state.link === 'starting' && navigator.onLine ? 'starting' : 'down' });
      if (up) void flush();
    },
    gone: () => {
      known.clear();
      update({ activities: [], fresh: true, outbox: state.outbox.map((message) => ({ ...message, state: 'waiting' })) });
    },
  });

  function update(part: Partial<State>): void {
    state = { ...state, ...part };
    if (part.outbox) remember('outbox', state.outbox.length > 0 ? state.outbox : undefined);
    if (part.language) remember('language', part.language);
    changed?.(state);
  }

  /** One at a time and in order: the second answer is to the second question. */
  async function flush(): Promise<void> {
    if (posting) return;
    posting = true;
    for (let next = waiting(); next && state.link === 'up'; next = waiting()) {
      const result = await line.post(next);
      if (result === 'later') {
        setTimeout(() => void flush(), RETRY);
        break;
      }
      const { clientActivityID } = next;
      update({ outbox: state.outbox.map((each) => (each.clientActivityID === clientActivityID ? { ...each, state: result } : each)) });
    }
    posting = false;
  }

  const waiting = () => state.outbox.find((message) => message.state === 'waiting');

  for (const event of ['online', 'offline', 'pageshow']) addEventListener(event, () => line.wake());
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && line.wake());

  return {
    state: () => state,
    follow: (next) => {
      changed = next;
      next(state);
    },
    send: (text, picked) => {
      const clientActivityID = crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`;
      update({
        outbox: [...state.outbox, { clientActivityID, text, locale: state.language, picked, state: 'waiting' }],
        erased: undefined,
      });
      void flush();
    },
    speak: (next) => update({ language: next }),
    erase: async () => {
      const unsent = state.outbox;
      // What waits must not follow into the next conversation.
      update({ outbox: [], erased: undefined });
      const done = await line.erase();
      update(done ? { erased: 'done' } : { erased: 'failed', outbox: unsent });
    },
  };
}
