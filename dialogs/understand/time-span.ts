import { quantityAt } from './numbers.ts';
import type { Token } from './tokens.ts';

/** A stretch of time as it was told, in hours. Without its ends: "more than a week" does not hold the week itself. */
export interface TimeSpan {
  least: number;
  most: number;
  /** Told as a range or by one end: no single number of it may be taken for the whole. */
  range: boolean;
}

const HOUR = 1;
const DAY = 24;
const UNITS: readonly [RegExp, number][] = [
  [/^(s|sec|secs|second|seconds|segundo|segundos)$/, HOUR / 3600],
  [/^(m|min|mins|minute|minutes|minuto|minutos|minutito|minutitos)$/, HOUR / 60],
  [/^(h|hr|hrs|hour|hours|hora|horas)$/, HOUR],
  [/^(day|days|dia|dias)$/, DAY],
  [/^(week|weeks|wk|wks|semana|semanas)$/, 7 * DAY],
  [/^(month|months|mo|mos|mes|meses)$/, 30.4 * DAY],
  [/^(year|years|yr|yrs|ano|anos)$/, 365 * DAY],
];
const PLURAL = /s$/;
const MORE = /^(over|past|longer|more|mas|beyond|after|older|bien)$/;
const LESS =
  /^(under|less|within|fewer|menos|shorter|almost|nearly|casi|dentro|poquito|quite|even|ni|llega|tiene|hace|yet|close|cerca|mero|before|antes|tops|max)$/;
/** What stands between such a word and its number. */
const LINK = /^(than|de|del|a|al|los|las|the|la|el|un|una|que|to|last|past|ultimos|ultimas|about|like|como|not|quite|an)$/;
const TO = /^(to|or|a|o|and|y|u|-)$/;
/** A denial before "less" words stays "less" ("not even a week"); before a plain span it means longer ago. */
const NOT = /^(not|no|isnt|hasnt|wasnt|ni)$/;
const FAR = 4;

/** How long, or how long ago, a message says; undefined when it names no stretch of time. */
export function timeSpan(tokens: readonly Token[]): TimeSpan | undefined {
  const spans: TimeSpan[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const found = spanAt(tokens, at);
    if (!found) continue;
    spans.push(found.span);
    at = found.to - 1;
  }
  const [first] = spans;
  if (!first || spans.length === 1) return first;
  // "More than two weeks but less than a month"; "a week, maybe two": all of it.
  const ends = spans.filter(({ range }) => range);
  const least = Math.max(...ends.map((span) => span.least));
  const most = Math.min(...ends.map((span) => span.most));
  if (ends.length === spans.length && least < most) return { least, most, range: true };
  return { least: Math.min(...spans.map((span) => span.least)), most: Math.max(...spans.map((span) => span.most)), range: true };
}

function spanAt(tokens: readonly Token[], at: number): { span: TimeSpan; to: number } | undefined {
  if (tokens[at]!.boundary) return undefined;
  const number = quantityAt(tokens, at);
  const bare = number ? undefined : unitAt(tokens, at);
  if (bare) {
    const span = bareSpan(tokens, at, bare);
    return span && { span, to: at + 1 };
  }
  if (!number) return undefined;
  const range = TO.test(tokens[number.to]?.text ?? '') ? quantityAt(tokens, number.to + 1) : undefined;
  const first = unitAt(tokens, number.to);
  if (first === undefined && range) {
    const unit = unitAt(tokens, range.to);
    return unit === undefined
      ? undefined
      : { span: { least: number.value * unit, most: range.value * unit, range: true }, to: range.to + 1 };
  }
  if (first === undefined) return undefined;
  let to = number.to + 1;
  const half = /^(and|y)$/.test(tokens[to]?.text ?? '') && /^(medi[oa]|half|a)$/.test(tokens[to + 1]?.text ?? '');
  const amount = (number.value + (half ? 0.5 : 0)) * first;
  if (half) to += 2;
  // "A month or two".
  const second = /^(or|o)$/.test(tokens[to]?.text ?? '') ? quantityAt(tokens, to + 1) : undefined;
  if (second && !second.article) return { span: { least: amount, most: second.value * first, range: true }, to: second.to };
  return { span: ends(tokens, at, to, amount, amount), to };
}

/** "Weeks ago", "some months back", "this week", "not a week yet". */
function bareSpan(tokens: readonly Token[], at: number, unit: number): TimeSpan | undefined {
  const before = tokens[at - 1]?.text ?? '';
  if (/^(this|these|esta|este|estas|estos)$/.test(before)) {
    const denied = NOT.test(tokens[at - 2]?.text ?? '');
    return denied ? { least: unit, most: 2 * unit, range: true } : { least: 0, most: unit, range: true };
  }
  if (PLURAL.test(tokens[at]!.text) && tokens[at]!.text !== 'mes') return ends(tokens, at, at + 1, 2 * unit, 4 * unit);
  if (!/^(la|el|the|del|al)$/.test(before)) return undefined;
  const span = ends(tokens, at, at + 1, unit, unit);
  return span.range ? span : undefined;
}

function unitAt(tokens: readonly Token[], at: number): number | undefined {
  const token = tokens[at];
  if (!token || token.boundary) return undefined;
  return UNITS.find(([name]) => name.test(token.text))?.[1];
}

/** The span with the end that the words before or after it take away. */
function ends(tokens: readonly Token[], from: number, to: number, least: number, most: number): TimeSpan {
  let less = /^(tops|max|maximo|yet|todavia|mucho)$/.test(tokens[to]?.text ?? '');
  let more = /^(plus|mas|largos|largas)$/.test(tokens[to]?.text ?? '') && !/^(o|or)$/.test(tokens[to + 1]?.text ?? '');
  let negated = false;
  for (let at = from - 1; at >= 0 && from - at <= FAR && !tokens[at]!.boundary; at--) {
    const { text } = tokens[at]!;
    if (LESS.test(text) && !(text === 'hace' && tokens[at - 1]?.text !== 'no')) less = true;
    else if (MORE.test(text) && !(text === 'past' && tokens[at - 1]?.text === 'the')) more = true;
    else if (NOT.test(text)) negated = true;
    else if (!LINK.test(text)) break;
  }
  if (less && !more) return { least: most / 2, most: most - Number.EPSILON * most, range: true };
  if (more || negated) return { least: least * 1.001, most: 2 * most, range: true };
  return { least, most, range: least !== most };
}
