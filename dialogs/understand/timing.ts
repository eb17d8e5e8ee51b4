import type { Value } from '../../content/schema.ts';
import type { DateHit } from './date-hit.ts';
import { claimOf, type Event, eventOf, eventsOf } from './events.ts';
import type { Span } from './phrase.ts';
import type { Statement } from './statements.ts';
import type { Telling } from './telling.ts';
import type { Token } from './tokens.ts';

export interface Timing {
  /** Days since each procedure of the message, by its place among them. */
  procedures: (number | undefined)[];
  onsetDaysAgo?: number;
  onsetDaysAfterProcedure?: number;
  headInjuryDays?: number;
  birth?: number;
}

const BEGAN = /^(started|start|starting|began|begun|onset|empez|empiez|comenz|inici|came|kicked|appeared|showed|dio|noticed|hit|woke)/;
/** "2 days after my LP I got a headache" tells of the headache; "5 months after having my baby" of the birth. */
const AFTER_REACH = 7;

/** When things were: each date of the message goes to the event nearest to it. */
export function readTiming(
  tokens: readonly Token[],
  telling: Telling,
  dates: readonly DateHit[],
  procedures: readonly Statement[],
  injuries: readonly Span[] = [],
): Timing {
  const timing: Timing = { procedures: procedures.map(() => undefined) };
  const named = eventsOf(tokens, telling);
  const events: Event[] = [
    ...procedures.map(({ from, to }, index): Event => ({ from, to, kind: 'procedure', index })),
    ...injuries.map(({ from, to }): Event => ({ from, to, kind: 'injury' })),
    ...named,
  ].filter((event) => !dates.some((date) => date.from <= event.from && event.to <= date.to));
  const onsetTold = named.some(({ kind }) => kind === 'onset');
  const began = named.some(({ kind, from }) => kind === 'onset' && BEGAN.test(tokens[from]!.text));
  const claims: Claim[] = [];
  for (const date of dates) {
    if (date.future || date.bare) continue;
    if (date.after !== undefined) readAfter(timing, tokens, date, events, { onsetTold, began });
    else claims.push({ date, ...claimOf(tokens, date, events) });
  }
  for (const claim of claims) if (!claims.some((other) => nearer(other, claim))) assign(timing, claim.date, claim.event);
  return timing;
}

interface Claim {
  date: DateHit;
  event?: Event;
  cost?: number;
}

/** "Since last night it never lets up, epidural was 5 days ago": the procedure has one day, the nearer one. */
function nearer(other: Claim, { event, cost }: Claim): boolean {
  return event?.kind === 'procedure' && other.event?.kind === 'procedure' && other.event.index === event.index && other.cost! < cost!;
}

function readAfter(
  timing: Timing,
  tokens: readonly Token[],
  date: DateHit,
  events: readonly Event[],
  said: { onsetTold: boolean; began: boolean },
): void {
  // "After the baby" is a birth: the date's last word may be the first of what followed.
  const following = events.find(
    ({ from, to, kind }) =>
      from >= date.to - 1 && to > date.to && from - date.to < AFTER_REACH && (kind === 'procedure' || kind === 'birth'),
  );
  if (following?.kind === 'birth' && !said.began) {
    timing.birth ??= date.after;
    return;
  }
  if (following?.kind === 'birth' || said.onsetTold) {
    const closest = eventOf(tokens, date, events);
    if (closest?.kind === 'elsewhere' && closest.from < date.from) return;
    timing.onsetDaysAfterProcedure ??= date.after;
  } else if (following) timing.procedures[following.index ?? 0] ??= date.after;
}

function assign(timing: Timing, date: DateHit, event: Event | undefined): void {
  if (event?.kind === 'procedure') timing.procedures[event.index ?? 0] ??= date.daysAgo;
  else if (event?.kind === 'onset') timing.onsetDaysAgo ??= date.daysAgo;
  else if (event?.kind === 'injury') timing.headInjuryDays ??= date.daysAgo;
  else if (event?.kind === 'birth') timing.birth ??= date.daysAgo;
}

/** What a birth so long ago says of the patient now. */
export function pregnancyAfter(days: number): Value | undefined {
  return days <= 42 ? 'postpartum-6w' : days <= 365 ? 'postpartum-12m' : undefined;
}
