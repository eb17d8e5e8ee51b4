import type { Bank } from '../../../content/load-bank.ts';
import { LANGUAGES, type Language } from '../../../content/schema.ts';
import { crossValidate } from './cross-validate.ts';
import { features, SPACE, withVector } from './features.ts';
import { fingerprintOf } from './fingerprint.ts';
import { fitSigns } from './fit-signs.ts';
import { type Model, packModel, type Thresholds } from './model.ts';
import { thresholdsOf } from './threshold.ts';

/**
 * Learns the signs from the bank; the same bank gives the same model. `vectors` are the phrases' sentence vectors, if there are any.
 * Thresholds come from phrases that their models had not seen, once by words and vector and once by the words alone.
 */
export function trainSigns(bank: Bank, vectors?: Float32Array[]): Model {
  const words = bank.phrases.map(({ text }) => features(text));
  const seen = vectors ? words.map((each, i) => withVector(each, vectors[i]!)) : words;
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
