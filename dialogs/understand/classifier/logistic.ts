import type { Features } from './features.ts';

export interface Example {
  features: Features;
  /** The example speaks for (true) or against the class. */
  speaksFor: boolean;
  /** How much it counts; 0 leaves it out. */
  weight: number;
}

export interface Linear {
  weights: Float32Array;
  bias: number;
}

const STEPS = 30;
/** An alpha need not be more exact than this, in logits: the next round moves it again. */
const PRECISE = 0.01;
const EPOCHS = 10;
const WHOLE_ROUND = 4;
/** An alpha that moved by less than this share of the most it can be is settled for some rounds. */
const SETTLED = 0.01;
/** A smaller move is not worth the walk over all features. */
const NO_MOVE = 0.001;
/** Keeps a share away from 0 and 1, where its logit has no value. */
const MOST_LOGIT = 20;
/** The bias is learnt as one more feature of this value. */
const BIAS = 1;

/**
 * Logistic regression with a square penalty, solved example by example in the dual (Yu, Huang & Lin 2011): no step size to
 * choose, and the same result for the same examples. `strength` is the cost of an error against the penalty.
 */
export function logistic(examples: Example[], space: number, strength: number): Linear {
  const weights = new Float32Array(space);
  let bias = 0;
  const used = examples.filter(({ weight }) => weight > 0);
  const alphas = used.map(({ weight }) => weight * strength * 0.01);
  const add = ({ at, value }: Features, much: number) => {
    for (let i = 0; i < at.length; i++) weights[at[i]!]! += much * value[i]!;
    bias += much * BIAS;
  };
  used.forEach(({ features, speaksFor }, i) => {
    add(features, (speaksFor ? 1 : -1) * alphas[i]!);
  });
  let order = used.map((_, i) => i);
  const squares = used.map(({ features }) => squared(features) + BIAS * BIAS);
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    // What hardly moved is looked at again every few rounds only: most examples are settled after the first.
    if (epoch % WHOLE_ROUND === 0) order = used.map((_, i) => i);
    shuffle(order, epoch + 1);
    const moved: number[] = [];
    for (const i of order) {
      const { features, speaksFor, weight } = used[i]!;
      const sign = speaksFor ? 1 : -1;
      const next = bestAlpha(alphas[i]!, weight * strength, sign * (dot(weights, features) + bias * BIAS), squares[i]!);
      const change = next - alphas[i]!;
      const share = Math.abs(change) / (weight * strength);
      if (share < NO_MOVE) continue;
      if (share > SETTLED) moved.push(i);
      add(features, sign * change);
      alphas[i] = next;
    }
    order = moved;
  }
  return { weights, bias };
}

export function dot(weights: Float32Array, { at, value }: Features): number {
  let sum = 0;
  for (let i = 0; i < at.length; i++) sum += weights[at[i]!]! * value[i]!;
  return sum;
}

function squared({ value }: Features): number {
  let sum = 0;
  for (const each of value) sum += each * each;
  return sum;
}

/**
 * The `a` of (0, most) that solves `q (a - from) + margin + log(a / (most - a)) = 0`. The left side rises with the logit of a / most,
 * so Newton's steps are kept within the bracket that is known to hold the root: unguarded they swing from end to end.
 */
function bestAlpha(from: number, most: number, margin: number, q: number): number {
  let logit = Math.log(from / (most - from));
  let low = -MOST_LOGIT;
  let high = MOST_LOGIT;
  for (let i = 0; i < STEPS; i++) {
    const share = 1 / (1 + Math.exp(-logit));
    const left = q * (most * share - from) + margin + logit;
    if (left > 0) high = logit;
    else low = logit;
    const next = logit - left / (1 + q * most * share * (1 - share));
    const guarded = next > low && next < high ? next : (low + high) / 2;
    if (Math.abs(guarded - logit) < PRECISE) return most / (1 + Math.exp(-guarded));
    logit = guarded;
  }
  return most / (1 + Math.exp(-logit));
}

/** Fisher and Yates with a small generator of its own: the same order for the same seed, everywhere. */
function shuffle(order: number[], seed: number): void {
  let state = seed * 2654435761;
  for (let i = order.length - 1; i > 0; i--) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    // The high bits: the low ones of such a generator repeat after a few steps.
    const j = Math.floor((state / 2 ** 32) * (i + 1));
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
}
