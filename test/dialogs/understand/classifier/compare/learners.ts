import type { Bank } from '../../../../../content/load-bank.ts';
import { type Features, SPACE } from '../../../../../dialogs/understand/classifier/features.ts';
import { fitSigns, RECIPE, type Recipe } from '../../../../../dialogs/understand/classifier/fit-signs.ts';
import { dot } from '../../../../../dialogs/understand/classifier/logistic.ts';
import { type Role, roleOf } from '../../../../../dialogs/understand/classifier/role.ts';
import { choleskySolve } from './cholesky-solve.ts';
import { cosines } from './cosines.ts';

/** Learns from some phrases of the bank and scores others: for each sign (in the bank's order) a score for each of `to`. */
export type Learner = (bank: Bank, features: Features[], from: number[], to: number[]) => number[][];

const RIDGE = 1;
const TARGET: Record<Role, number> = { for: 1, against: -1, quiet: -1, doubtful: -0.3, apart: -1 };

export const learners: Record<string, Learner> = {
  'logistic regression, signs alone': logisticWith({ ...RECIPE, general: 0 }),
  'logistic regression + shared "means anything"': logisticWith(RECIPE),
  'kernel ridge (cosine + its square)': kernelRidge,
  'nearest examples': nearest,
};

function logisticWith(recipe: Recipe): Learner {
  return (bank, features, from, to) =>
    fitSigns(bank, features, from, SPACE, recipe).map(({ weights, bias }) => to.map((i) => dot(weights, features[i]!) + bias));
}

function kernelRidge(bank: Bank, features: Features[], from: number[], to: number[]): number[][] {
  const near = cosines(features, from, from);
  const kernel = near.map((row, i) => row.map((cosine, j) => cosine + cosine * cosine + (i === j ? RIDGE : 0)));
  const general = from.map((i) => (roleOf(bank.phrases[i]!, bank.phrases[i]!.concept, bank) === 'for' ? 1 : -1));
  const targets = bank.signs.map((sign) => from.map((i, at) => TARGET[roleOf(bank.phrases[i]!, sign, bank)] + 0.5 * general[at]!));
  const weights = choleskySolve(kernel, targets);
  const rows = cosines(features, to, from);
  return weights.map((each) => rows.map((row) => row.reduce((sum, cosine, j) => sum + each[j]! * (cosine + cosine * cosine), 0)));
}

/** The nearest phrase for the sign against the nearest that does not mean it. */
function nearest(bank: Bank, features: Features[], from: number[], to: number[]): number[][] {
  const rows = cosines(features, to, from);
  return bank.signs.map((sign) => {
    const roles = from.map((i) => roleOf(bank.phrases[i]!, sign, bank));
    return rows.map((row) => most(row, roles, ['for']) - most(row, roles, ['against', 'quiet', 'apart']));
  });
}

function most(row: Float64Array, roles: Role[], wanted: Role[]): number {
  return row.reduce((best, cosine, j) => (wanted.includes(roles[j]!) ? Math.max(best, cosine) : best), 0);
}
