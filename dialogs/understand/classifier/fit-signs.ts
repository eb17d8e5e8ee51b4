import type { Bank } from '../../../content/load-bank.ts';
import type { Features } from './features.ts';
import { type Linear, logistic } from './logistic.ts';
import { type Role, roleOf } from './role.ts';

/** The cost of an error against the penalty on weights. */
const STRENGTH = 2;
/** A phrase of another sign may mean this one too, so it counts little against it. */
const WEIGHT: Record<Role, number> = { for: 1, against: 1, quiet: 1, doubtful: 0.3, apart: 0 };
/** How much "somebody has something now", learnt from all signs together, adds to each sign's own score. */
const GENERAL = 1.5;

/** What is compared in docs/understanding.md. */
export interface Recipe {
  strength: number;
  general: number;
}

export const RECIPE: Recipe = { strength: STRENGTH, general: GENERAL };

/**
 * One scorer a sign, learnt from the phrases at these places of the bank. Negation, questions, idioms and old stories look alike
 * for all signs, so whether a phrase means any sign at all is learnt once from all of them, and shared.
 */
export function fitSigns(bank: Bank, features: Features[], from: number[], space: number, recipe: Recipe = RECIPE): Linear[] {
  const general = logistic(
    from.map((i) => ({ features: features[i]!, speaksFor: meansAny(bank, i), weight: 1 })),
    space,
    recipe.strength,
  );
  return bank.signs.map((sign) => {
    const roles = from.map((i) => roleOf(bank.phrases[i]!, sign, bank));
    const own = logistic(balanced(roles, from, features), space, recipe.strength);
    return {
      weights: own.weights.map((weight, at) => weight + recipe.general * general.weights[at]!),
      bias: own.bias + recipe.general * general.bias,
    };
  });
}

/** Few phrases speak for a sign and many against: each side's say is brought half of the way to equal. */
function balanced(roles: Role[], from: number[], features: Features[]) {
  const total = (speaksFor: boolean) => roles.reduce((sum, role) => sum + ((role === 'for') === speaksFor ? WEIGHT[role] : 0), 0);
  const raised = Math.sqrt(total(false) / Math.max(1, total(true)));
  return roles.map((role, i) => ({
    features: features[from[i]!]!,
    speaksFor: role === 'for',
    weight: role === 'for' ? raised : WEIGHT[role],
  }));
}

function meansAny(bank: Bank, i: number): boolean {
  const phrase = bank.phrases[i]!;
  return roleOf(phrase, phrase.concept, bank) === 'for';
}
