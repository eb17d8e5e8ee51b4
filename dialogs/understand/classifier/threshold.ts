import type { Bank } from '../../../content/load-bank.ts';
import type { Language } from '../../../content/schema.ts';
import { roleOf } from './role.ts';

/** The share of phrases that do not mean a sign which may still be asked about it. */
export const FALSE_ALARMS = 0.05;

/** The phrases (by index) of a language that must not raise a sign: those against it, and all that mean no sign. */
export function poolOf(bank: Bank, sign: string, language: Language): number[] {
  return bank.phrases.flatMap((phrase, i) => (phrase.language === language && isAgainst(roleOf(phrase, sign, bank)) ? [i] : []));
}

/** The least score that no more than the allowed share of these phrases exceed. `scores` come from models that had not seen them. */
export function thresholdOf(scores: ArrayLike<number>, pool: number[], falseAlarms: number = FALSE_ALARMS): number {
  const falling = pool.map((i) => scores[i]!).sort((a, b) => b - a);
  return falling[Math.floor(falling.length * falseAlarms)] ?? 0;
}

function isAgainst(role: ReturnType<typeof roleOf>): boolean {
  return role === 'against' || role === 'quiet';
}
