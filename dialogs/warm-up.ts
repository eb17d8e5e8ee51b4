import type { Content } from '../content/load.ts';
import { sharedRecognizer } from './understand/date-worker.ts';
import { reader } from './understand/reader.ts';
import { sharedVectorizer } from './understand/vectors/vectorizer.ts';

export interface WarmedUp {
  /** What the conversation does without, by name; empty when nothing is lacking. */
  degraded(): string[];
  close(): Promise<void>;
}

/** Compiles what has to be compiled and loads what is loaded in threads of its own, or gives it up, before the first patient writes. */
export async function warmUp(content: Content): Promise<WarmedUp> {
  const [dates, vectors] = [sharedRecognizer(), sharedVectorizer()];
  reader(content);
  await Promise.all([dates.ready, vectors.ready]);
  return {
    degraded: () => [...(dates.state() === 'off' ? ['date-recognizer'] : []), ...(vectors.state() === 'off' ? ['sentence-vectors'] : [])],
    close: async () => {
      await Promise.all([dates.close(), vectors.close()]);
    },
  };
}
