import type { Bank } from '../../../content/load-bank.ts';
import { LANGUAGES, type Language } from '../../../content/schema.ts';
import { crossValidate } from './cross-validate.ts';
import { type Features, features, SPACE, withVector } from './features.ts';
import { fingerprintOf } from './fingerprint.ts';
import { fitSigns } from './fit-signs.ts';
import { type Model, packModel, type Thresholds } from './model.ts';
import { thresholdsOf } from './threshold.ts';

/** What is seen of each phrase of a bank: its words, and all that there is. */
export interface Sight {
  words: Features[];
  seen: Features[];
}

/** `vectors` are the phrases' sentence vectors, if there are any. */
export function sightOf(bank: Bank, vectors?: Float32Array[]): Sight {
  const words = bank.phrases.map(({ text }) => features(text));
  return { words, seen: vectors ? words.map((each, i) => withVector(each, vectors[i]!)) : words };
}

/**
 * Learns the signs from the bank; the same bank gives the same model.
 * Thresholds come from phrases that their models had not seen, once by words and vector and once by the words alone.
 */
export function trainSigns(bank: Bank, { words, seen }: Sight = sightOf(bank)): Model {
  const scores = crossValidate(bank, seen, SPACE, [seen, words]);
  const thresholds = Object.fromEntries(
    LANGUAGES.map((language) => [
      language,
      { vectors: thresholdsOf(scores[0]!, bank, language), words: thresholdsOf(scores[1]!, bank, language) },
    ]),
  ) as Record<Language, Thresholds>;
  const all = seen.map((_, i) => i);
  return packModel(fingerprintOf(bank, seen), bank.signs, fitSigns(bank, seen, all, SPACE), thresholds);
}
