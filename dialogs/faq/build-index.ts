import type { Faq } from '../../content/load-faq.ts';
import type { FaqWords } from '../../content/load-faq-words.ts';
import { LANGUAGES } from '../../content/schema.ts';
import { phraseBook } from '../understand/phrase.ts';
import type { Shorthand } from '../understand/tokens.ts';
import { featureReader } from './features.ts';
import { type Linear, ridge } from './ridge.ts';
import { type Sparse, vocabularyOf } from './vocabulary.ts';

export interface Index {
  /** By class; the class after the last is "none of them". */
  ids: readonly string[];
  model: Linear;
  read(text: string): Sparse;
}

/** A text and the topic that it asks for; none for what no topic answers. */
export interface Example {
  text: string;
  id?: string;
}

/** Learns every topic's questions in all languages at once, and what is no question for us. */
export function buildIndex(faq: Faq, words: FaqWords, shorthand: Shorthand): Index {
  return learn(
    examplesOf(
      faq,
      words.negatives.map(({ text }) => text),
    ),
    faq.entries.map(({ id }) => id),
    words.concepts,
    shorthand,
  );
}

export function examplesOf(faq: Faq, negatives: readonly string[]): Example[] {
  const asked = faq.entries.flatMap(({ id, languages }) =>
    LANGUAGES.flatMap((language) => [languages[language].question, ...languages[language].questions].map((text) => ({ text, id }))),
  );
  return [...asked, ...negatives.map((text) => ({ text }))];
}

export function learn(examples: readonly Example[], ids: readonly string[], concepts: FaqWords['concepts'], shorthand: Shorthand): Index {
  const book = phraseBook(Object.entries(concepts).flatMap(([concept, phrases]) => phrases.map((phrase) => [phrase, concept] as const)));
  const reader = featureReader(book, shorthand);
  const seen = examples.map(({ text }) => reader(text));
  const vocabulary = vocabularyOf(seen);
  const classes = new Map(ids.map((id, i) => [id, i]));
  const classOf = examples.map(({ id }) => (id === undefined ? ids.length : classes.get(id)!));
  const vectors = seen.map((features) => vocabulary.vector(features));
  return {
    ids,
    model: ridge(vectors, classOf, vocabulary.size, ids.length + 1),
    read: (text) => vocabulary.vector(reader(text)),
  };
}
