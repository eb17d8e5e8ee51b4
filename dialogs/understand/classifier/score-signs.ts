import { type Features, features } from './features.ts';
import type { Model } from './model.ts';
import { passagesOf } from './passages.ts';

/** How much the message speaks for each sign; only the comparison with the sign's threshold has a meaning. */
export function scoreSigns(model: Model, text: string): Record<string, number> {
  const best = new Float64Array(model.signs.length).fill(Number.NEGATIVE_INFINITY);
  for (const passage of passagesOf(text)) {
    const scores = scoresOf(model, features(passage));
    for (let sign = 0; sign < best.length; sign++) best[sign] = Math.max(best[sign]!, scores[sign]!);
  }
  return Object.fromEntries(model.signs.map((sign, i) => [sign, best[i]!]));
}

function scoresOf({ signs, weights, scales, biases }: Model, { at, value }: Features): Float64Array {
  const count = signs.length;
  const scores = new Float64Array(count);
  for (let i = 0; i < at.length; i++) {
    const from = at[i]! * count;
    for (let sign = 0; sign < count; sign++) scores[sign]! += weights[from + sign]! * value[i]!;
  }
  for (let sign = 0; sign < count; sign++) scores[sign] = scores[sign]! * scales[sign]! + biases[sign]!;
  return scores;
}
