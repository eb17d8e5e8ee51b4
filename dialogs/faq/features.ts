import { stem } from '../understand/classifier/stem.ts';
import type { PhraseBook } from '../understand/phrase.ts';
import type { Speller } from '../understand/spelling.ts';
import { type Shorthand, tokenize } from '../understand/tokens.ts';

/** How much each kind of evidence weighs before rarity: what a word means counts more than how it is written. */
const WEIGHTS = { concept: 3, together: 1.5, stem: 1, pair: 0.5 };
/** Nobody asks in more; the rest of a longer message is not read. */
const MOST_CHARACTERS = 1_500;

/** What the search sees of a message: each feature with its weight. */
export type FeatureReader = (text: string) => Map<string, number>;

/** Concepts, every two of them together ("cost" with "patch"), stems, and two stems in a row; slips of the pen are mended first. */
export function featureReader(concepts: PhraseBook<string>, shorthand: Shorthand, mend: Speller): FeatureReader {
  return (text) => {
    const features = new Map<string, number>();
    const tokens = mend(tokenize(text.slice(0, MOST_CHARACTERS), shorthand));
    const meant = [...new Set(concepts.find(tokens).map(({ value }) => value))].sort();
    meant.forEach((one, i) => {
      features.set(`concept ${one}`, WEIGHTS.concept);
      for (const other of meant.slice(i + 1)) features.set(`together ${one} ${other}`, WEIGHTS.together);
    });
    let previous = '';
    for (const token of tokens) {
      if (token.boundary) continue;
      const root = stem(token.text);
      features.set(`stem ${root}`, WEIGHTS.stem);
      features.set(`pair ${previous} ${root}`, WEIGHTS.pair);
      previous = root;
    }
    return features;
  };
}
