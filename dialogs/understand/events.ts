import type { DateHit } from './date-hit.ts';
import type { Span } from './phrase.ts';
import { longest, sentences } from './sentences.ts';
import type { Telling } from './telling.ts';
import type { Token } from './tokens.ts';

/** A thing of which a message tells when it was. `index` numbers the procedures. */
export interface Event extends Span {
  kind: 'procedure' | 'onset' | 'injury' | 'birth' | 'elsewhere';
  index?: number;
}

/** Farther than this a date belongs to nothing. */
const FAR = 22;
const BEGAN =
  /^(started|start|starting|began|begun|onset|empez\w*|empiez\w*|comenz\w*|inici\w*|came|kicked|appeared|showed|dio|noticed|hit)$/;
const JOINT = /^(and|y|but|pero|then|luego|now|ahora|so|since|desde|with|con|after|despues|que)$/;

/** The events that a message names besides procedures. */
export function eventsOf(tokens: readonly Token[], telling: Telling): Event[] {
  return longest(telling.events.find(tokens)).map(({ from, to, value }) => ({ from, to, kind: value as Event['kind'] }));
}

/** The event that a date is about: the nearest, edges and joints between them counting as distance. */
export function eventOf(tokens: readonly Token[], date: DateHit, events: readonly Event[]): Event | undefined {
  return claimOf(tokens, date, events)?.event;
}

/** The same with how far away it is: of two dates of one procedure the nearer is meant. */
export function claimOf(tokens: readonly Token[], date: DateHit, events: readonly Event[]): { cost: number; event: Event } | undefined {
  const sentence = sentences(tokens);
  let best: { cost: number; event: Event } | undefined;
  for (const event of events) {
    const cost = distance(tokens, sentence, date, event);
    if (cost <= FAR && (!best || cost < best.cost)) best = { cost, event };
  }
  return best;
}

function distance(tokens: readonly Token[], sentence: readonly number[], date: DateHit, event: Event): number {
  const before = event.from < date.from;
  // Before the words between them are looked at: a hostile message has thousands of both.
  if ((before ? date.from - event.to : event.from - date.to) > FAR) return Number.POSITIVE_INFINITY;
  const gap = before ? tokens.slice(event.to, date.from) : tokens.slice(date.to, event.from);
  let cost = gap.length;
  for (const { text, boundary } of gap) if (boundary) cost += text === ',' ? 2 : 8;
  for (const { text } of gap) if (JOINT.test(text)) cost += before ? 2 : 3;
  cost += 4 * Math.abs((sentence[event.from] ?? 0) - (sentence[date.from] ?? 0));
  if (event.kind === 'onset') {
    cost += BEGAN.test(tokens[event.from]!.text) ? -2 : 1;
    if (date.lasting) cost -= 6;
    // "Headache, epidural on Friday": what lies behind a comma rarely owns the date.
    if (!date.lasting && !before && gap.some(({ boundary }) => boundary)) cost += 2;
  } else if (date.lasting) cost += event.kind === 'procedure' ? 3 : 2;
  if (event.kind === 'elsewhere') cost += 1;
  return cost;
}
