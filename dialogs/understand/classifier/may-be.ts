import { LANGUAGES, type Language } from '../../../content/schema.ts';
import { features, withVector } from './features.ts';
import type { Model } from './model.ts';
import { passagesOf } from './passages.ts';
import { scoreSigns } from './score-signs.ts';
import type { Care } from './threshold.ts';

/** Gives the sentence vector of a passage, as the model was taught with, or nothing. */
export type Vectors = (passage: string) => Promise<Float32Array | undefined>;

/** Longer messages are seen by their words, and by the vector of the passage that the words speak of most. */
const ONE_SENTENCE = 40;

/**
 * Signs that the message may mean, most likely first. Never a certainty: at most a reason for one closed question.
 * Without a language, the more watchful of the thresholds counts.
 */
export async function mayBe(model: Model, text: string, care: Care, language?: Language, vectors?: Vectors): Promise<string[]> {
  const passages = passagesOf(text);
  const words = passages.map((passage) => features(passage));
  const over = words.map((each) => overs(model, each, 'words', care, language));
  const likeliest = over.map((each) => Math.max(...each));
  const worth = text.split(/\s+/).length <= ONE_SENTENCE ? new Set([0]) : new Set<number>();
  if (passages.length > 1) worth.add(likeliest.indexOf(Math.max(...likeliest.slice(worth.size)), worth.size));
  for (const at of worth) {
    const vector = await vectors?.(passages[at]!);
    if (vector) over[at] = overs(model, withVector(words[at]!, vector), 'vectors', care, language);
  }
  return model.signs
    .map((sign, at) => ({ sign, by: Math.max(...over.map((each) => each[at]!)) }))
    .filter(({ by }) => by > 0)
    .sort((a, b) => b.by - a.by)
    .map(({ sign }) => sign);
}

/** By how much each sign's score exceeds its threshold. */
function overs(model: Model, seen: ReturnType<typeof features>, way: 'words' | 'vectors', care: Care, language?: Language): Float64Array {
  const languages = language ? [language] : LANGUAGES;
  return scoreSigns(model, seen).map((score, at) => score - Math.min(...languages.map((each) => model.thresholds[each][way][care][at]!)));
}
