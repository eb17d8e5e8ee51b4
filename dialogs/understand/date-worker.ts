import { Worker } from 'node:worker_threads';
import { ago, dayOf } from './calendar.ts';

interface Asked {
  id: number;
  text: string;
  today: string;
}

/** The resolved date, `YYYY-MM-DD`, or a duration in days before today. */
interface Recognized {
  id: number;
  date?: string;
  days?: number;
}

const LONGEST_TEXT = 250;
const MOST_NUMBERS = 5;
const PATIENCE_MS = 300;

/** A second reader of dates for wordings that our own rules do not know, kept where it can hurt nobody. */
export interface DateRecognizer {
  /** Days before today; undefined when it knows nothing, when the text is out of its fence, or when it takes too long. */
  recognize(text: string, today: string): Promise<number | undefined>;
  /** Resolves when the first message can be read, or when the recognizer is given up. */
  ready: Promise<void>;
  close(): Promise<void>;
}

/** The fence: what the recognizer is known to read in a moment. */
export function withinFence(text: string): boolean {
  return text.length <= LONGEST_TEXT && (text.match(/\d+/g)?.length ?? 0) <= MOST_NUMBERS;
}

export function dateRecognizer(patience = PATIENCE_MS): DateRecognizer {
  let worker: Worker | undefined;
  let warm = false;
  let closed = false;
  let next = 0;
  let announce: () => void = () => {};
  const ready = new Promise<void>((resolve) => {
    announce = resolve;
  });
  const waiting = new Map<number, (found: Recognized | undefined) => void>();

  const start = () => {
    warm = false;
    const started = new Worker(new URL('./recognize.mjs', import.meta.url), { execArgv: [] });
    // A message that nobody waits for must not keep the process alive.
    started.unref();
    started.on('message', (message: 'ready' | Recognized) => {
      if (message === 'ready') {
        warm = true;
        announce();
      } else waiting.get(message.id)?.(message);
    });
    started.on('error', () => giveUp(started));
    started.on('exit', () => giveUp(started));
    worker = started;
  };
  const giveUp = (dead: Worker) => {
    if (worker !== dead) return;
    worker = undefined;
    warm = false;
    announce();
    for (const answer of waiting.values()) answer(undefined);
  };
  const restart = () => {
    const slow = worker;
    worker = undefined;
    for (const answer of waiting.values()) answer(undefined);
    void slow?.terminate();
    if (!closed) start();
  };
  const ask = (asked: Asked) =>
    new Promise<Recognized | undefined>((resolve) => {
      const timer = setTimeout(restart, patience);
      waiting.set(asked.id, (found) => {
        clearTimeout(timer);
        waiting.delete(asked.id);
        resolve(found);
      });
      worker?.postMessage(asked);
    });

  start();
  return {
    ready,
    async recognize(text, today) {
      if (!worker || !warm || !withinFence(text)) return undefined;
      const found = await ask({ id: next++, text, today });
      if (found?.days !== undefined) return found.days;
      return found?.date === undefined ? undefined : ago(dayOf(today), dayOf(found.date));
    },
    async close() {
      closed = true;
      const last = worker;
      worker = undefined;
      await last?.terminate();
    },
  };
}

let shared: DateRecognizer | undefined;

/** One for the process; the first call starts it. */
export function sharedRecognizer(): DateRecognizer {
  shared ??= dateRecognizer();
  return shared;
}
