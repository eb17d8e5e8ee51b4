import type { FaqWords } from '../../content/load-faq-words.ts';
import { phraseBook } from '../understand/phrase.ts';
import { type Shorthand, tokenize } from '../understand/tokens.ts';
import type { Example } from './examples.ts';
import { type FeatureReader, featureReader } from './features.ts';
import { mender } from './mend.ts';

/** What the search borrows from the lexicon. */
export interface Spelling {
  shorthand: Shorthand;
  /** Words that are never taken for a slip of the pen. */
  everyday: Iterable<string>;
}

/** How often each word is written in the examples. */
export type Usage = ReadonlyMap<string, number>;

export function usageOf(examples: readonly Example[], shorthand: Shorthand): Usage {
  const usage = new Map<string, number>();
  for (const { text } of examples)
    for (const { text: word, boundary } of tokenize(text, shorthand)) if (!boundary) usage.set(word, (usage.get(word) ?? 0) + 1);
  return usage;
}

export function readerOf(usage: Usage, concepts: FaqWords['concepts'], { shorthand, everyday }: Spelling): FeatureReader {
  const book = phraseBook(Object.entries(concepts).flatMap(([concept, phrases]) => phrases.map((phrase) => [phrase, concept] as const)));
  return featureReader(book, shorthand, mender(usage, everyday));
}
