import { stem } from '../understand/classifier/stem.ts';
import type { PhraseBook } from '../understand/phrase.ts';
import { type Shorthand, tokenize } from '../understand/tokens.ts';

/** How much each kind of evidence weighs before rarity: what a word means counts more than how it is written. */
const WEIGHTS = { concept: 2, together: 1, stem: 1, pair: 0.5, letters: 0.3 };
const SHORTEST_GRAM = 3;
const LONGEST_GRAM = 5;
/** Nobody asks in more; the rest of a longer message is not read. */
const MOST_CHARACTERS = 1_500;

/** What the search sees of a message: each feature with its weight. */
export type Reader = (text: string) => Map<string, number>;

/** Concepts and every two of them together ("cost" with "patch"), stems, two stems in a row, and letters within words for slips. */
export function featureReader(concepts: PhraseBook<string>, shorthand: Shorthand): Reader {
  return (text) => {
    const features = new Map<string, number>();
    const tokens = tokenize(text.slice(0, MOST_CHARACTERS), shorthand);
    const meant = [...new Set(concepts.find(tokens).map(({ value }) => value))].sort();
    meant.forEach((one, i) => {
      features.set(`c ${one}`, WEIGHTS.concept);
      for (const other of meant.slice(i + 1)) features.set(`t ${one} ${other}`, WEIGHTS.together);
    });
    let previous = '';
    for (const token of tokens) {
      if (token.boundary) continue;
      const root = stem(token.text);
      features.set(`s ${root}`, WEIGHTS.stem);
      features.set(`p ${previous} ${root}`, WEIGHTS.pair);
      previous = root;
      addLetters(`<${token.text}>`, features);
    }
    return features;
  };
}

function addLetters(word: string, features: Map<string, number>): void {
  for (let from = 0; from + SHORTEST_GRAM <= word.length; from++)
    for (let to = from + SHORTEST_GRAM; to <= from + LONGEST_GRAM && to <= word.length; to++)
      features.set(word.slice(from, to), WEIGHTS.letters);
}
