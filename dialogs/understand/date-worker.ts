import { ago, dayOf } from './calendar.ts';
import { workerCall } from './worker-call.ts';

interface Asked {
  text: string;
  today: string;
}

/** The resolved date, `YYYY-MM-DD`, or a duration in days before today. */
interface Recognized {
  date?: string;
  days?: number;
}

const LONGEST_TEXT = 250;
const MOST_NUMBERS = 5;
const PATIENCE_MS = 300;
const LOAD_MS = 30_000;

/** A second reader of dates for wordings that our own rules do not know, kept where it can hurt nobody. */
export interface DateRecognizer {
  /** Days before today; undefined when it knows nothing, when the text is out of its fence, or when it takes too long. */
  recognize(text: string, today: string): Promise<number | undefined>;
  /** Resolves when the first message can be read, or when the recognizer is given up. */
  ready: Promise<void>;
  state(): 'loading' | 'ready' | 'off';
  close(): Promise<void>;
}

/** The fence: what the recognizer is known to read in a moment. */
export function withinFence(text: string): boolean {
  return text.length <= LONGEST_TEXT && (text.match(/\d+/g)?.length ?? 0) <= MOST_NUMBERS;
}

export function dateRecognizer(patience = PATIENCE_MS): DateRecognizer {
  const worker = workerCall<Asked, Recognized>(new URL('./recognize.mjs', import.meta.url), {
    load: LOAD_MS,
    forgo: patience,
    restart: patience,
  });
  return {
    ready: worker.ready,
    async recognize(text, today) {
      if (!withinFence(text)) return undefined;
      const found = await worker.call({ text, today });
      if (found?.days !== undefined) return found.days;
      return found?.date === undefined ? undefined : ago(dayOf(today), dayOf(found.date));
    },
    state: worker.state,
    close: worker.close,
  };
}

let shared: DateRecognizer | undefined;

/** One for the process; the first call starts it. */
export function sharedRecognizer(): DateRecognizer {
  shared ??= dateRecognizer();
  return shared;
}
