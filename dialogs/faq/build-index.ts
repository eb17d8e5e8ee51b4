import type { Entry, Faq } from '../../content/load-faq.ts';
import type { FaqWords } from '../../content/load-faq-words.ts';
import { LANGUAGES, type Language } from '../../content/schema.ts';
import { phraseBook } from '../understand/phrase.ts';
import { speller } from '../understand/spelling.ts';
import { type Shorthand, tokenize } from '../understand/tokens.ts';
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
  language: Language;
  id?: string;
}

/** What the index borrows from the lexicon. */
export interface Spelling {
  shorthand: Shorthand;
  /** Words that are never taken for a slip of the pen. */
  everyday: Iterable<string>;
}

/** Shorter lines of an answer say too little to learn from. */
const SHORTEST_LINE = 13;

/** Learns every topic's questions and answer in all languages at once, and what is no question for us. */
export function buildIndex(faq: Faq, words: FaqWords, spelling: Spelling): Index {
  return learn([...questionsOf(faq), ...words.negatives], faq, words.concepts, spelling);
}

export function questionsOf({ entries }: Faq): Example[] {
  return entries.flatMap(({ id, languages }) =>
    LANGUAGES.flatMap((language) => {
      const { question, questions } = languages[language];
      return [question, ...questions].map((text) => ({ text, language, id }));
    }),
  );
}

/** Of the entries only the answers are learnt here: the questions are among the examples, so that some can be held back for a test. */
export function learn(examples: readonly Example[], { entries }: Faq, concepts: FaqWords['concepts'], spelling: Spelling): Index {
  const book = phraseBook(Object.entries(concepts).flatMap(([concept, phrases]) => phrases.map((phrase) => [phrase, concept] as const)));
  const written = examples.flatMap(({ text }) => tokenize(text).map((token) => token.text));
  const read = featureReader(book, spelling.shorthand, speller(book.words, [...spelling.everyday, ...written]));
  const all = [...examples, ...entries.flatMap(linesOf)];
  const seen = all.map(({ text }) => read(text));
  const vocabulary = vocabularyOf(seen);
  const ids = entries.map(({ id }) => id);
  const classes = new Map(ids.map((id, i) => [id, i]));
  const classOf = all.map(({ id }) => (id === undefined ? ids.length : classes.get(id)!));
  const vectors = seen.map((features) => vocabulary.vector(features));
  return {
    ids,
    model: ridge(vectors, classOf, vocabulary.size, ids.length + 1),
    read: (text) => vocabulary.vector(read(text)),
  };
}

function linesOf({ id, languages }: Entry): Example[] {
  return LANGUAGES.flatMap((language) => {
    const lines = `${languages[language].first}\n${languages[language].more}`.split(/(?<=[.!?])\s+|\n+/);
    return lines.filter((text) => text.length >= SHORTEST_LINE).map((text) => ({ text, language, id }));
  });
}
