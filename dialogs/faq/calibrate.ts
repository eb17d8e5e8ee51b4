import { LANGUAGES, type Language } from '../../content/schema.ts';
import { foldsOf } from '../understand/classifier/folds.ts';
import type { Example } from './examples.ts';
import type { FeatureReader } from './features.ts';
import { learn, type VectorOf } from './learn.ts';
import { type Ranking, rank } from './rank.ts';
import { scorer } from './scores.ts';

/** How sure the search may be, learnt from questions that it had not seen. */
export interface Bounds {
  /** The chance that the best topic is right is the logistic of `lead`·lead + `gap`·gap + `bias`. */
  answer: { lead: number; gap: number; bias: number };
  /** Least lead to offer topics. */
  offer: number;
}

/** By what a message was read with, and its language. */
export type Calibration = Record<'words' | 'vectors', Record<Language, Bounds>>;

/** A question that was held back, and how the search ranked it. */
export interface Trial extends Ranking {
  language: Language;
  id?: string;
}

const FOLDS = 4;
/** Of the questions that have their topic among three, how many must get it offered at least. */
const KEPT = 0.97;
const ROUNDS = 400;
const STEP = 0.5;
const DAMPING = 1e-3;
const CAREFUL: Bounds = { answer: { lead: 4, gap: 3, bias: -1.5 }, offer: 0 };

/** Where nothing was calibrated. */
export const CAUTIOUS: Calibration = { words: { en: CAREFUL, es: CAREFUL }, vectors: { en: CAREFUL, es: CAREFUL } };

/** Each part of the examples is searched for with what was learnt from the rest; twins share a part, so nothing is tested on its like. */
export function trials(
  examples: readonly Example[],
  ids: readonly string[],
  reader: FeatureReader,
  vectorOf?: VectorOf,
): Record<'words' | 'vectors', Trial[]> {
  // Lines of an answer are no questions: they are learnt from always.
  const asked = examples.filter(({ share }) => share === undefined);
  const lines = examples.filter(({ share }) => share !== undefined);
  const folds = foldsOf(
    asked.map(({ text }) => text),
    FOLDS,
  );
  const all: Record<'words' | 'vectors', Trial[]> = { words: [], vectors: [] };
  for (let fold = 0; fold < FOLDS; fold++) {
    const learnt = learn([...asked.filter((_, i) => folds[i] !== fold), ...lines], ids, reader, vectorOf);
    const score = scorer(learnt, reader);
    for (const { text, language, id } of asked.filter((_, i) => folds[i] === fold)) {
      all.words.push({ ...rank(ids, score(text)), language, id });
      const vector = vectorOf?.(text, language);
      if (vector) all.vectors.push({ ...rank(ids, score(text, vector)), language, id });
    }
  }
  return all;
}

export function calibrate(tried: Record<'words' | 'vectors', Trial[]>): Calibration {
  const of = (list: readonly Trial[]) =>
    Object.fromEntries(LANGUAGES.map((language) => [language, boundsOf(list.filter((trial) => trial.language === language))])) as Record<
      Language,
      Bounds
    >;
  return { words: of(tried.words), vectors: of(tried.vectors) };
}

function boundsOf(list: readonly Trial[]): Bounds {
  const found = list.filter(({ ids, id }) => id !== undefined && ids.includes(id)).map(({ lead }) => lead);
  found.sort((one, other) => one - other);
  return { answer: logistic(list), offer: round(found[Math.floor((1 - KEPT) * found.length)] ?? 0) };
}

/** Logistic regression of "the best topic is right" on lead and gap, by plain gradient descent on centred and scaled numbers. */
function logistic(list: readonly Trial[]): Bounds['answer'] {
  const right = list.map(({ ids, id }) => (id !== undefined && ids[0] === id ? 1 : 0));
  const [leads, gaps] = [scaled(list.map(({ lead }) => lead)), scaled(list.map(({ gap }) => gap))];
  let [a, b, c] = [0, 0, 0];
  for (let round = 0; round < ROUNDS; round++) {
    let [da, db, dc] = [DAMPING * a, DAMPING * b, 0];
    list.forEach((_, i) => {
      const miss = (1 / (1 + Math.exp(-(a * leads.at[i]! + b * gaps.at[i]! + c))) - right[i]!) / list.length;
      da += miss * leads.at[i]!;
      db += miss * gaps.at[i]!;
      dc += miss;
    });
    a -= STEP * da;
    b -= STEP * db;
    c -= STEP * dc;
  }
  const [lead, gap] = [a / leads.spread, b / gaps.spread];
  return { lead: round(lead), gap: round(gap), bias: round(c - lead * leads.mean - gap * gaps.mean) };
}

function scaled(values: readonly number[]): { at: number[]; mean: number; spread: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / (values.length || 1);
  const spread = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length || 1)) || 1;
  return { at: values.map((value) => (value - mean) / spread), mean, spread };
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
