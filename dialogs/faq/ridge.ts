import type { Sparse } from './vocabulary.ts';

/** A score for each class is the dot product with its column. */
export interface Linear {
  classes: number;
  /** Row by feature, column by class. */
  weights: Float32Array;
}

const PENALTY = 0.3;
const EPOCHS = 3;

/**
 * Ridge regression of each class against all others, in its dual: one example is set right after the other. No step size, and the
 * same result for the same examples; a few rounds are as good as convergence here. `shares`: how much each example counts.
 */
export function ridge(
  examples: readonly Sparse[],
  classOf: readonly number[],
  shares: readonly number[],
  features: number,
  classes: number,
): Linear {
  const weights = new Float32Array(features * classes);
  const duals = new Float32Array(examples.length * classes);
  const change = new Float32Array(classes);
  const squares = examples.map(({ value }) => value.reduce((sum, each) => sum + each * each, 0));
  const order = examples.map((_, i) => i);
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    shuffle(order, epoch + 1);
    for (const i of order) {
      const example = examples[i]!;
      const penalty = PENALTY / shares[i]!;
      scoreInto(change, weights, example);
      for (let k = 0; k < classes; k++) {
        const target = classOf[i] === k ? 1 : 0;
        const step = (target - change[k]! - penalty * duals[i * classes + k]!) / (squares[i]! + penalty);
        duals[i * classes + k]! += step;
        change[k] = step;
      }
      for (let j = 0; j < example.at.length; j++) {
        const row = example.at[j]! * classes;
        const value = example.value[j]!;
        for (let k = 0; k < classes; k++) weights[row + k]! += value * change[k]!;
      }
    }
  }
  return { classes, weights };
}

export function scores({ classes, weights }: Linear, example: Sparse): Float32Array {
  const into = new Float32Array(classes);
  scoreInto(into, weights, example);
  return into;
}

function scoreInto(into: Float32Array, weights: Float32Array, { at, value }: Sparse): void {
  into.fill(0);
  const classes = into.length;
  for (let j = 0; j < at.length; j++) {
    const row = at[j]! * classes;
    const much = value[j]!;
    for (let k = 0; k < classes; k++) into[k]! += much * weights[row + k]!;
  }
}

/** Fisher and Yates with a small generator of its own: the same order everywhere. */
function shuffle(order: number[], seed: number): void {
  let state = (seed * 2654435761) >>> 0;
  for (let i = order.length - 1; i > 0; i--) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const j = state % (i + 1);
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
}
