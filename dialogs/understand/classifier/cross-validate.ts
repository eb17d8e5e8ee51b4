import type { Bank } from '../../../content/load-bank.ts';
import type { Features } from './features.ts';
import { fitSigns, RECIPE, type Recipe } from './fit-signs.ts';
import { foldsOf } from './folds.ts';
import { dot } from './logistic.ts';

const FOLDS = 5;

/**
 * For each sign (in the bank's order) and phrase, the score given by a model that has not seen the phrase or its near twins: one table
 * for each way of `seeing` the phrases. The models learn from `features`.
 */
export function crossValidate(
  bank: Bank,
  features: Features[],
  space: number,
  seeing: readonly Features[][] = [features],
  recipe: Recipe = RECIPE,
): Float64Array[][] {
  const folds = foldsOf(
    bank.phrases.map(({ text }) => text),
    FOLDS,
  );
  const scores = seeing.map(() => bank.signs.map(() => new Float64Array(bank.phrases.length)));
  for (let fold = 0; fold < FOLDS; fold++) {
    const others = folds.flatMap((each, i) => (each === fold ? [] : [i]));
    const scorers = fitSigns(bank, features, others, space, recipe);
    for (const [i, each] of folds.entries()) {
      if (each !== fold) continue;
      for (const [way, phrases] of seeing.entries())
        for (const [sign, { weights, bias }] of scorers.entries()) scores[way]![sign]![i] = dot(weights, phrases[i]!) + bias;
    }
  }
  return scores;
}
