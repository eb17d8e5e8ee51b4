import { quantityAt } from './numbers.ts';
import type { Token } from './tokens.ts';

const MONTH = 30;
const WEEKS_A_MONTH = 4.3;
const ENOUGH = 10;
const DAILY = /^(daily|nightly|everyday|diari[oa]s?|diariamente|cotidiano)$/;
const EVERY = /^(every|each|cada|todos|todas|al|por|a|per)$/;
const SKIPS = /^(other|second|otro|tercer|tercera|dos)$/;
const OF_DAY = /^(day|days|dia|dias|morning|mornings|night|nights|evening|evenings|manana|mananas|noche|noches|tarde|tardes)$/;
const OF_HOUR = /^(hour|hours|hora|horas|hrs)$/;
/** What is counted by the day: "two pills a day". */
const COUNTED = /^(time|times|twice|once|veces|vez|pills?|pastillas?|tablets?|tabletas?|tylenols?|advils?|doses?|dosis)$/;
const LESS = /^(less|fewer|under|below|menos|almost|casi)$/;
const MORE = /^(more|over|mas)$/;
const WEEK = /^(week|weekly|wk|weeks|semana|semanal|semanales|semanas)$/;
const YEAR = /^(year|yearly|yr|ano|anual)$/;
const RANGE = /^(to|or|a|o|-|y|and)$/;

/** Days a month, from "15 days", "3 times a week", "twice a day", "cada tercer día"; of a range the most. Undefined when nothing tells. */
export function parseFrequency(tokens: readonly Token[]): number | undefined {
  const text = (at: number) => tokens[at]?.text ?? '';
  for (const [at, { text: word }] of tokens.entries()) {
    if (DAILY.test(word)) return MONTH;
    if (!EVERY.test(word) || /^(not|no|ni)$/.test(text(at - 1))) continue;
    if (/^(a|per)$/.test(word) && !COUNTED.test(text(at - 1)) && !quantityAt(tokens, at - 1)) continue;
    const next = /^(the|los|las|el|la|single|single|santo|santos)$/.test(text(at + 1)) ? at + 2 : at + 1;
    if (OF_DAY.test(text(next)) && (word !== 'por' || text(next) === 'dia')) return MONTH;
    if (SKIPS.test(text(next)) && OF_DAY.test(text(next + 1))) return MONTH / 2;
    const number = quantityAt(tokens, next);
    if (/^(every|each|cada)$/.test(word) && (OF_HOUR.test(text(next)) || (number && OF_HOUR.test(text(number.to))))) return MONTH;
    if (/^(every|each|cada)$/.test(word) && number && OF_DAY.test(text(number.to)) && number.value > 0)
      return Math.round(MONTH / number.value);
  }
  const times = mostTimes(tokens);
  if (times === undefined) return undefined;
  if (tokens.some(({ text: word }) => WEEK.test(word))) return Math.round(times * WEEKS_A_MONTH);
  return tokens.some(({ text: word }) => YEAR.test(word)) ? Math.round(times / 12) : times;
}

function mostTimes(tokens: readonly Token[]): number | undefined {
  for (let at = 0; at < tokens.length; at++) {
    if (/^(twice)$/.test(tokens[at]!.text)) return 2;
    if (/^(once)$/.test(tokens[at]!.text) && quantityAt(tokens, at) === undefined) return 1;
    const number = quantityAt(tokens, at);
    if (!number || number.article) continue;
    const range = RANGE.test(tokens[number.to]?.text ?? '') ? quantityAt(tokens, number.to + 1) : undefined;
    const most = range && !range.article ? Math.max(number.value, range.value) : number.value;
    const before = [tokens[at - 1]?.text ?? '', tokens[at - 2]?.text ?? ''];
    if (before.some((word) => LESS.test(word))) return most - 1;
    // "More than five" may be any number.
    return before.some((word) => MORE.test(word)) && most < ENOUGH ? undefined : most;
  }
  return tokens.some(({ text }) => text === 'vez') ? 1 : undefined;
}
