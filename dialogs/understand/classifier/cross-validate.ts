import type { Bank } from '../../../content/load-bank.ts';
import type { Features } from './features.ts';
import { fitSigns, RECIPE, type Recipe } from './fit-signs.ts';
import { foldsOf } from './folds.ts';
import { dot } from './logistic.ts';

const FOLDS = 5;

/** For each sign (in the bank's order) and phrase, the score given by a model that has not seen the phrase or its near twins. */
export function crossValidate(bank: Bank, features: Features[], space: number, recipe: Recipe = RECIPE): Float64Array[] {
  const folds = foldsOf(
    bank.phrases.map(({ text }) => text),
    FOLDS,
  );
  const scores = bank.signs.map(() => new Float64Array(bank.phrases.length));
  for (let fold = 0; fold < FOLDS; fold++) {
    const others = folds.flatMap((each, i) => (each === fold ? [] : [i]));
    const scorers = fitSigns(bank, features, others, space, recipe);
    folds.forEach((each, i) => {
      if (each !== fold) return;
      scorers.forEach(({ weights, bias }, sign) => {
        scores[sign]![i] = dot(weights, features[i]!) + bias;
      });
    });
  }
  return scores;
}
