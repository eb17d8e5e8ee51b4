import type { Phrases } from '../../content/load-phrases.ts';
import type { Value } from '../../content/schema.ts';
import { MILD } from '../triage/derived.ts';
import { readAges } from './age.ts';
import { findDates } from './dates.ts';
import { parseScale } from './parse-scale.ts';
import type { Span } from './phrase.ts';
import { readPosture } from './posture.ts';
import { standings } from './standing.ts';
import { type Statement, statements } from './statements.ts';
import { type Telling, telling } from './telling.ts';
import { pregnancyAfter, readTiming, type Timing } from './timing.ts';
import type { Token } from './tokens.ts';

export interface FactContext {
  /** The clinic's day, `YYYY-MM-DD`. */
  today: string;
  phrases: Phrases;
  /** The id of the open question, whose answer is read elsewhere. */
  open?: string;
  /** Where the signs heard of a blow to the head: a date beside it is its day. */
  injuries?: readonly Span[];
}

export type ToldFacts = Record<string, Value>;

/** Facts whose last mention counts; of the others the first. */
const LAST_COUNTS = new Set(['painkillers', 'trend']);
/** Days for which a blow to the head can still show itself. */
const INJURY_COUNTS = 90;
/** Denying one of these is itself an answer. */
const DENIABLE = new Set(['pregnancy', 'bloodThinner', 'immune']);
/** A procedure mentioned so is told in place of the vaguer one of the same event. */
const VAGUE = ['other-spinal', 'epidural-anesthesia', 'spinal-anesthesia'];

/** Facts that a message volunteers, by the protocol's names. Questions, plans and other people's stories tell nothing. */
export async function readFacts(_text: string, tokens: readonly Token[], context: FactContext): Promise<ToldFacts> {
  const { today, phrases, open, injuries } = context;
  const facts = factsIn(tokens, telling(phrases), today, injuries);
  // Whoever tells unasked that it is constant by now tells that it is no better.
  if (open !== 'posture' && facts.posture === 'was-postural-now-constant' && !(Number(facts.severity) <= MILD)) facts.trend ??= 'same';
  return facts;
}

export function factsIn(tokens: readonly Token[], books: Telling, today: string, injuries: readonly Span[] = []): ToldFacts {
  const facts: ToldFacts = {};
  const all = statements(tokens, books);
  const told = all.filter(({ standing }) => standing === 'told');
  const dates = findDates(tokens, today);
  const standing = standings(tokens, books);
  for (const fact of new Set(told.map((each) => each.fact))) {
    if (fact === 'procedure') continue;
    const values = told.filter((each) => each.fact === fact);
    facts[fact] = chosen(fact, values);
  }
  for (const { fact } of all.filter((each) => each.standing === 'denied')) if (DENIABLE.has(fact)) facts[fact] ??= 'no';
  if (facts.usual === undefined && changedUsual(told)) facts.usual = 'changed';
  const procedures = proceduresOf(told);
  const realDates = dates.filter((date) => standing(date) !== 'other');
  const timing = readTiming(tokens, books, realDates, procedures, injuries);
  placeProcedures(facts, procedures, told, timing);
  place(facts, 'onsetDaysAgo', timing.onsetDaysAgo);
  place(facts, 'onsetDaysAfterProcedure', timing.onsetDaysAfterProcedure);
  place(facts, 'headInjuryDays', timing.headInjuryDays);
  // One of long ago that is told among other things tells nothing of this headache.
  if (Number(facts.headInjuryDays) > INJURY_COUNTS) delete facts.headInjury;
  place(facts, 'posture', readPosture(tokens, books, false));
  const severity = asksOnly(tokens, all) ? undefined : parseScale(tokens, books, { open: false, dates });
  place(facts, 'severity', severity);
  const { age, pregnancy } = readAges(tokens, books, false);
  place(facts, 'age', age);
  readBirth(facts, timing, pregnancy, tokens, books);
  if (facts.headache === 'no' && facts.severity !== undefined && Number(facts.severity) > 0) delete facts.headache;
  return facts;
}

function chosen(fact: string, values: readonly Statement[]): Value {
  const has = (value: Value) => values.some((each) => each.value === value);
  if (fact === 'usual') return has('changed') ? 'changed' : has('new') ? 'new' : values[0]!.value;
  if (fact === 'location' && has('all-over')) return 'all-over';
  if (fact === 'pregnancy' || fact === 'bloodThinner' || fact === 'immune')
    return values.find(({ value }) => value !== 'no')?.value ?? 'no';
  return (LAST_COUNTS.has(fact) ? values.at(-1) : values[0])!.value;
}

/** "My usual migraine, but it keeps getting worse" stays the usual one; only what is said of it there changes it. */
function changedUsual(told: readonly Statement[]): boolean {
  return told.some(({ fact, value }) => fact === 'usual' && value === 'changed');
}

/** The procedures that were done, each once, in the order of the message; the vaguer name of the same one left out. */
function proceduresOf(told: readonly Statement[]): Statement[] {
  const named = told.filter(({ fact, value }) => fact === 'procedure' && value !== 'none');
  const once = named.filter((each, index) => named.findIndex(({ value }) => value === each.value) === index);
  const specific = once.filter(({ value }) => value !== 'other-spinal');
  return specific.length ? specific : once;
}

/** Two procedures only where each has a date of its own, or one is a blood patch for the other. */
function placeProcedures(facts: ToldFacts, procedures: readonly Statement[], told: readonly Statement[], timing: Timing): void {
  if (!procedures.length) {
    if (told.some(({ fact, value }) => fact === 'procedure' && value === 'none')) facts.procedure = 'none';
    return;
  }
  const dated = procedures.map(({ value }, index) => ({ value, days: timing.procedures[index] }));
  const patch = dated.find(({ value }) => value === 'blood-patch');
  const several = dated.length > 1 && (patch !== undefined || dated.filter(({ days }) => days !== undefined).length > 1);
  if (!several) {
    const best = dated.find(({ value }) => !VAGUE.includes(String(value))) ?? dated[0]!;
    facts.procedure = best.value;
    place(facts, 'daysSinceProcedure', dated.find(({ days }) => days !== undefined)?.days);
    return;
  }
  const rank = ({ value, days }: { value: Value; days?: number }) => days ?? (value === 'blood-patch' ? -1 : 99_999);
  const [latest, earlier] = [...dated].sort((a, b) => rank(a) - rank(b));
  facts.procedure = latest!.value;
  place(facts, 'daysSinceProcedure', latest!.days);
  facts.earlierProcedure = earlier!.value;
  place(facts, 'earlierDaysSince', earlier!.days);
}

/** A birth tells of the months after it; the anesthesia for it was on the same day, and the other way around. */
function readBirth(facts: ToldFacts, timing: Timing, counted: Value | undefined, tokens: readonly Token[], books: Telling): void {
  const birthTold = books.events.find(tokens).some(({ value }) => value === 'birth');
  const anesthesia = (name: string) => facts[name] === 'epidural-anesthesia' || facts[name] === 'spinal-anesthesia';
  const since = anesthesia('procedure') ? facts.daysSinceProcedure : anesthesia('earlierProcedure') ? facts.earlierDaysSince : undefined;
  if (counted !== undefined) facts.pregnancy = counted;
  else {
    const days = timing.birth ?? (birthTold && since !== undefined ? Number(since) : undefined);
    const after = days === undefined ? undefined : pregnancyAfter(days);
    if (after !== undefined && facts.pregnancy !== 'pregnant') facts.pregnancy = after;
    else if (days !== undefined && String(facts.pregnancy).startsWith('postpartum')) delete facts.pregnancy;
  }
  if (timing.birth !== undefined && anesthesia('procedure') && facts.daysSinceProcedure === undefined)
    facts.daysSinceProcedure = timing.birth;
}

function asksOnly(tokens: readonly Token[], all: readonly Statement[]): boolean {
  return tokens.at(-1)?.text === '?' && all.length > 0 && all.every(({ standing }) => standing === 'other');
}

function place(facts: ToldFacts, name: string, value: Value | undefined): void {
  if (value !== undefined) facts[name] = value;
}
