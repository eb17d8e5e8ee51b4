import { oncePer } from '../once.ts';
import { dayOf } from './calendar.ts';
import type { DateHit } from './date-hit.ts';
import { after, future, named } from './date-phrases.ts';
import { calendarRules } from './date-rules.ts';
import { BACK, spanRules } from './date-spans.ts';
import type { Token } from './tokens.ts';

const RULES = [...spanRules, ...calendarRules];

const byDay = oncePer((_tokens: readonly Token[]) => new Map<string, readonly DateHit[]>());

/** Every time that the message names, read with the clinic's day as today. Pure; the same tokens are read once. */
export function findDates(tokens: readonly Token[], today: string): readonly DateHit[] {
  const known = byDay(tokens);
  const hits = known.get(today) ?? readDates(tokens, today);
  known.set(today, hits);
  return hits;
}

function readDates(tokens: readonly Token[], today: string): DateHit[] {
  const day = dayOf(today);
  const text = (index: number) => {
    const token = tokens[index];
    if (token === undefined || token.boundary) return '';
    // "22nd": the shorthand for "and" took its ending.
    return token.text === 'and' && token.at === tokens[index - 1]?.end ? 'nd' : token.text;
  };
  const fixed = [
    ...future
      .find(tokens)
      .filter(({ to }) => !BACK.test(text(to)))
      .map(({ from, to }) => ({ from, to, future: true })),
    ...after.find(tokens).map(({ from, to, value }) => ({ from, to, after: value })),
    ...named.find(tokens).map(({ from, to, value }) => ({ from, to, daysAgo: value })),
  ];
  const startingAt = (at: number): DateHit[] => {
    const found = RULES.flatMap((rule) => {
      const hit = rule(text, at, tokens, day);
      return hit ? [{ from: at, ...hit }] : [];
    });
    return [...fixed.filter(({ from }) => from === at), ...found].sort((a, b) => b.to - a.to);
  };
  // "el 20 y …" is a day, not twenty of something: what is told in full outranks a bare number with a unit.
  const rivals = ({ from, to }: DateHit) =>
    tokens.slice(from + 1, to).some((_, index) => startingAt(from + 1 + index).some(({ bare }) => !bare));
  const hits: DateHit[] = [];
  for (let at = 0; at < tokens.length; ) {
    if (tokens[at]!.boundary) {
      at++;
      continue;
    }
    const candidates = startingAt(at);
    const best = candidates.find(({ bare }) => !bare) ?? (candidates[0] && !rivals(candidates[0]) ? candidates[0] : undefined);
    if (best && !isManana(text, best)) hits.push({ ...best, lasting: best.lasting ?? leadsDuration(text, best.from) });
    at = best ? best.to : at + 1;
  }
  return hits;
}

/** "mañana" is tomorrow, but "esta mañana", "en la mañana", "de la mañana" is the morning. */
function isManana(text: (index: number) => string, { from, to }: DateHit): boolean {
  return to - from <= 2 && text(from) === 'manana' && /^(la|esta|ayer|cada|toda|las)$/.test(text(from - 1));
}

function leadsDuration(text: (index: number) => string, from: number): boolean {
  for (let back = 1; back <= 3; back++) {
    const word = text(from - back);
    if (/^(since|desde|dsd|sinse|cince)$/.test(word)) return true;
    if (!/^(last|the|el|la|this|hace|como|early|about|like|on|past)$/.test(word)) return false;
  }
  return false;
}
