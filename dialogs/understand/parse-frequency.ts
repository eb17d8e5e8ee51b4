import { quantities } from './numbers.ts';
import type { Token } from './tokens.ts';

const WEEKS_A_MONTH = 4.3;

/** Days a month, from "15 days", "3 times a week", "dos veces al mes"; undefined when no number tells. */
export function parseFrequency(tokens: readonly Token[]): number | undefined {
  const [number] = quantities(tokens).filter(({ article }) => !article);
  const times =
    number?.value ??
    (tokens.some(({ text }) => text === 'twice') ? 2 : tokens.some(({ text }) => /^(once|vez)$/.test(text)) ? 1 : undefined);
  if (times === undefined) return undefined;
  const weekly = tokens.some(({ text }) => /^(week|weekly|wk|weeks|semana|semanal|semanales)$/.test(text));
  return weekly ? Math.round(times * WEEKS_A_MONTH) : times;
}
