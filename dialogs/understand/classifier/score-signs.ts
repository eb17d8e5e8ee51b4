import type { Features } from './features.ts';
import type { Model } from './model.ts';

/** How much a passage speaks for each sign, in the model's order; only the comparison with the sign's threshold has a meaning. */
export function scoreSigns({ signs, weights, scales, biases }: Model, { at, value }: Features): Float64Array {
  const count = signs.length;
  const scores = new Float64Array(count);
  for (let i = 0; i < at.length; i++) {
    const from = at[i]! * count;
    for (let sign = 0; sign < count; sign++) scores[sign]! += weights[from + sign]! * value[i]!;
  }
  for (let sign = 0; sign < count; sign++) scores[sign] = scores[sign]! * scales[sign]! + biases[sign]!;
  return scores;
}
