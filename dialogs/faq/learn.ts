import type { Language } from '../../content/schema.ts';
import { centroids, type Postings } from './centroids.ts';
import { denseRidge } from './dense-ridge.ts';
import type { Example } from './examples.ts';
import type { FeatureReader } from './features.ts';
import { type Questions, questionsIn } from './nearest.ts';
import { type Linear, ridge } from './ridge.ts';
import { joined, type Vocabulary, vocabularyOf, weigher } from './vocabulary.ts';

/** What was learnt from examples: numbers only. */
export interface Learnt {
  /** By class; the class after the last is "none of them". */
  ids: readonly string[];
  words: Vocabulary;
  letters: Vocabulary;
  /** Over words, then letters. */
  linear?: Linear;
  /** Instead, with very many topics. */
  postings?: Postings;
  /** Over sentence vectors, where there are some. */
  meaning?: { linear: Linear; questions?: Questions };
}

/** The sentence vector of a text, of length 1; nothing where there is none. */
export type VectorOf = (text: string, language: Language) => Float32Array | undefined;

/** Runs of letters that hardly any example has are mostly noise, and most of the memory. A word may tell a new topic by itself. */
const LEAST = { words: 1, letters: 3 };
/** Beyond this the regression would take too long and too much memory. */
const MOST_TOPICS = 400;

export function learn(examples: readonly Example[], ids: readonly string[], reader: FeatureReader, vectorOf?: VectorOf): Learnt {
  const numbers = new Map(ids.map((id, i) => [id, i]));
  const classOf = examples.map(({ id }) => (id === undefined ? ids.length : numbers.get(id)!));
  const shares = examples.map(({ share }) => share ?? 1);
  return {
    ids,
    ...learnWords(examples, classOf, shares, ids.length + 1, reader),
    ...(vectorOf && { meaning: learnMeaning(examples, classOf, shares, ids.length + 1, vectorOf) }),
  };
}

function learnWords(examples: readonly Example[], classOf: number[], shares: number[], classes: number, reader: FeatureReader) {
  const seen = examples.map(({ text }) => reader.see(text));
  const words = vocabularyOf(
    seen.map((each) => each.words),
    LEAST.words,
  );
  const letters = vocabularyOf(
    seen.map((each) => each.letters),
    LEAST.letters,
  );
  const [weighWords, weighLetters] = [weigher(words), weigher(letters)];
  const vectors = seen.map((each) => joined(weighWords(each.words), weighLetters(each.letters), words.names.length));
  const size = words.names.length + letters.names.length;
  return classes > MOST_TOPICS
    ? { words, letters, postings: centroids(vectors, classOf, size, classes) }
    : { words, letters, linear: ridge(vectors, classOf, shares, size, classes) };
}

function learnMeaning(
  examples: readonly Example[],
  classOf: number[],
  shares: number[],
  classes: number,
  vectorOf: VectorOf,
): Learnt['meaning'] {
  const known = examples.flatMap(({ text, language }, i) => {
    const vector = vectorOf(text, language);
    return vector ? [{ vector, of: classOf[i]!, share: shares[i]! }] : [];
  });
  if (known.length === 0) return undefined;
  const vectors = known.map(({ vector }) => vector);
  const of = known.map((each) => each.of);
  const linear = denseRidge(
    vectors,
    of,
    known.map(({ share }) => share),
    classes,
  );
  return classes > MOST_TOPICS ? { linear } : { linear, questions: questionsIn(vectors, of) };
}
