import { stem } from '../understand/classifier/stem.ts';
import type { PhraseBook } from '../understand/phrase.ts';
import { type Shorthand, tokenize } from '../understand/tokens.ts';
import type { Mender } from './mend.ts';

/** How much each kind of evidence weighs before rarity. */
const WEIGHTS = { concept: 0.75, together: 0.375, stem: 1, pair: 0.5 };
const GRAMS = { shortest: 3, longest: 5 };
/** Nobody asks in more; the rest of a longer message is not read. */
const MOST_CHARACTERS = 1_500;
const MOST_LETTERS = 600;

/** What the search sees of a message. */
export interface Seen {
  /** Concepts, every two of them together ("cost" with "patch"), stems, and two stems in a row, with their weights. */
  words: Map<string, number>;
  /** Runs of letters, so that a word that nobody wrote before still resembles others. */
  letters: Map<string, number>;
}

export interface FeatureReader {
  see(text: string): Seen;
  /** Lower case, written out, slips of the pen mended: how sentence vectors get to see it. */
  plain(text: string): string;
}

export function featureReader(concepts: PhraseBook<string>, shorthand: Shorthand, mend: Mender): FeatureReader {
  const tokensOf = (text: string) =>
    tokenize(text.slice(0, MOST_CHARACTERS), shorthand).map((token) => (token.boundary ? token : { ...token, text: mend(token.text) }));
  const wordsOf = (text: string) => tokensOf(text).flatMap((token) => (token.boundary ? [] : [token.text]));
  return {
    plain: (text) => wordsOf(text).join(' '),
    see(text) {
      const tokens = tokensOf(text);
      const words = new Map<string, number>();
      const meant = [...new Set(concepts.find(tokens).map(({ value }) => value))].sort();
      meant.forEach((one, i) => {
        words.set(`concept ${one}`, WEIGHTS.concept);
        for (const other of meant.slice(i + 1)) words.set(`together ${one} ${other}`, WEIGHTS.together);
      });
      let previous = '';
      for (const token of tokens) {
        if (token.boundary) continue;
        const root = stem(token.text);
        words.set(`stem ${root}`, WEIGHTS.stem);
        words.set(`pair ${previous} ${root}`, WEIGHTS.pair);
        previous = root;
      }
      return { words, letters: lettersOf(tokens.flatMap((token) => (token.boundary ? [] : [token.text])).join(' ')) };
    },
  };
}

function lettersOf(plain: string): Map<string, number> {
  const text = ` ${plain.slice(0, MOST_LETTERS).replace(/[^a-z0-9]+/g, ' ')} `;
  const counts = new Map<string, number>();
  for (let length = GRAMS.shortest; length <= GRAMS.longest; length++)
    for (let at = 0; at + length <= text.length; at++) {
      const gram = text.slice(at, at + length);
      counts.set(gram, (counts.get(gram) ?? 0) + 1);
    }
  for (const [gram, count] of counts) counts.set(gram, 1 + Math.log(count));
  return counts;
}
