import { KEPT, type Projection, RAW } from '../../../content/vector-file.ts';

/** What of a sentence vector tells phrases apart: KEPT numbers, of length 1 together. */
export function project(raw: Float32Array, { mean, basis }: Projection): Float32Array {
  const kept = new Float32Array(KEPT);
  let square = 0;
  for (let row = 0; row < KEPT; row++) {
    let sum = 0;
    for (let at = 0; at < RAW; at++) sum += basis[row * RAW + at]! * (raw[at]! - mean[at]!);
    kept[row] = sum;
    square += sum * sum;
  }
  const length = Math.sqrt(square) || 1;
  return kept.map((value) => value / length);
}
