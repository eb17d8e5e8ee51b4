import type { Bank } from '../../../content/load-bank.ts';
import { LANGUAGES, type Language } from '../../../content/schema.ts';
import { crossValidate } from './cross-validate.ts';
import { features, SPACE } from './features.ts';
import { fingerprintOf } from './fingerprint.ts';
import { fitSigns } from './fit-signs.ts';
import { type Model, packModel } from './model.ts';
import { poolOf, thresholdOf } from './threshold.ts';

/** Learns the signs from the bank; the same bank gives the same model. Thresholds come from phrases that their models had not seen. */
export function trainSigns(bank: Bank): Model {
  const seen = bank.phrases.map(({ text }) => features(text));
  const scores = crossValidate(bank, seen, SPACE);
  const everything = seen.map((_, i) => i);
  const thresholds = Object.fromEntries(
    LANGUAGES.map((language) => [language, bank.signs.map((sign, i) => thresholdOf(scores[i]!, poolOf(bank, sign, language)))]),
  ) as Record<Language, number[]>;
  return packModel(fingerprintOf(bank, seen), bank.signs, fitSigns(bank, seen, everything, SPACE), thresholds);
}
