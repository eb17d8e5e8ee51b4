import { workerCall } from '../worker-call.ts';

/** Turns short English texts into sentence vectors (Universal Sentence Encoder lite, 512 numbers, length 1). */
export interface Vectorizer {
  /** Undefined when vectors are not there: whoever asks goes by the words alone. */
  embed(text: string): Promise<Float32Array | undefined>;
  /** Resolves when vectors are loaded or given up. */
  ready: Promise<void>;
  state(): 'loading' | 'ready' | 'off';
  close(): Promise<void>;
}

/** Longer texts cost more and say less: what is beyond is not seen. */
const MOST_WORDS = 40;
const MOST_CHARACTERS = 240;
/** Texts whose vectors are kept at hand. */
const MOST_REMEMBERED = 32;
/** A turn that waits longer for its vector goes on without. */
const PATIENCE = { load: 30_000, forgo: 1_500, restart: 10_000 };

/** Nobody waits for what is built. */
export const BUILDING = { load: 60_000, forgo: 60_000, restart: 60_000 };

export function vectorizer(patience = PATIENCE): Vectorizer {
  const worker = workerCall<string, Float32Array>(new URL('./embed.mjs', import.meta.url), patience);
  // The signs and the FAQ look at the same words of a turn.
  const recent = new Map<string, Promise<Float32Array | undefined>>();
  const embed = (seen: string) => {
    const known = recent.get(seen);
    if (known) return known;
    const asked = worker.call(seen);
    recent.set(seen, asked);
    if (recent.size > MOST_REMEMBERED) recent.delete(recent.keys().next().value!);
    // What could not be had in time may be there the next time.
    asked.then((vector) => vector ?? recent.delete(seen));
    return asked;
  };
  return {
    embed: async (text) => {
      const seen = within(text);
      return seen ? embed(seen) : undefined;
    },
    ready: worker.ready,
    state: worker.state,
    close: worker.close,
  };
}

function within(text: string): string {
  const words = text.slice(0, MOST_CHARACTERS).toLowerCase().split(/\s+/);
  return words.filter(Boolean).slice(0, MOST_WORDS).join(' ');
}

let shared: Vectorizer | undefined;

/** One for the process; the first call starts it. */
export function sharedVectorizer(): Vectorizer {
  shared ??= vectorizer();
  return shared;
}
