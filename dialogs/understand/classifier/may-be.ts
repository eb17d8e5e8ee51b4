import type { Language } from '../../../content/schema.ts';
import type { Model } from './model.ts';
import { scoreSigns } from './score-signs.ts';

/**
 * Signs that the message may mean, most likely first. Never a certainty: at most a reason for one closed question.
 * Without a language, the more watchful of the thresholds counts.
 */
export function mayBe(model: Model, text: string, language?: Language): string[] {
  const scores = scoreSigns(model, text);
  return model.signs
    .map((sign, i) => ({ sign, over: scores[sign]! - thresholdOf(model, i, language) }))
    .filter(({ over }) => over > 0)
    .sort((a, b) => b.over - a.over)
    .map(({ sign }) => sign);
}

function thresholdOf({ thresholds }: Model, sign: number, language: Language | undefined): number {
  if (language) return thresholds[language][sign]!;
  return Math.min(...Object.values(thresholds).map((each) => each[sign]!));
}
