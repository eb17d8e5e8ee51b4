import type { Protocol, Question, Value } from '../../content/schema.ts';
import { dayName } from '../clock.ts';
import { oncePer } from '../once.ts';
import type { SummaryLine } from '../reply.ts';
import { factsOf, type Session } from '../session.ts';
import type { Wording } from '../wording.ts';
import { type Facts, mildest, UNKNOWN } from './facts.ts';

/** Questions whose answers are clear without their title. */
const SPEAKS_FOR_ITSELF: ReadonlySet<string> = new Set(['procedure', 'posture']);

/** What the patient told, a line for each question that has an answer, in the patient's language. */
export function summary(protocol: Protocol, session: Session, wording: Wording, at: Date): SummaryLine[] {
  const facts = factsOf(session);
  const lines = protocol.questions.flatMap((question) => {
    const value = describe(question, facts, wording, at);
    return value === undefined ? [] : [{ question: question.id, title: wording.word(`questions.${question.id}.title`), value }];
  });
  const heard = onlyHeard(protocol, facts).map((sign) => ({
    question: 'red-flags',
    title: wording.word('questions.red-flags.title'),
    value: wording.word(`signs.${sign}.label`),
  }));
  return [...lines, ...earlier(protocol, facts, wording, at), ...heard];
}

/** These facts in words, for reading back what was understood. */
export function describeFacts(protocol: Protocol, names: readonly string[], facts: Facts, wording: Wording, at: Date): string[] {
  if (names.length === 0) return [];
  const told = Object.fromEntries(names.map((name) => [name, facts[name]]));
  const words = protocol.questions.flatMap((question) => {
    const value = describe(question, told, wording, at, true);
    if (value === undefined) return [];
    if (question.kind === 'many' || SPEAKS_FOR_ITSELF.has(question.id)) return [lowerFirst(value)];
    return [`${lowerFirst(wording.word(`questions.${question.id}.title`))}: ${lowerFirst(value)}`];
  });
  const signs = onlyHeard(protocol, told).map((sign) => wording.word(`signs.${sign}.label`));
  return [...words, ...earlier(protocol, told, wording, at).map(({ title, value }) => `${title.toLowerCase()}: ${value}`), ...signs];
}

/** "3 days ago, Thursday, November 19". */
export function whenText(days: number, wording: Wording, at: Date): string {
  const day = dayName(wording.clinic, at, days, wording.language);
  if (days === 0) return wording.say('date.today', { day });
  if (days === 1) return wording.say('date.yesterday', { day });
  if (days <= 31) return wording.say('date.days', { count: days, day });
  const [unit, length] = days <= 90 ? ['weeks', 7] : days <= 730 ? ['months', 30.4] : ['years', 365];
  return wording.say('date.long', { count: Math.round(days / Number(length)), unit: wording.say(`date.unit.${unit}`), day });
}

function describe(question: Question, facts: Facts, wording: Wording, at: Date, only = false): string | undefined {
  const known = question.asks.filter((name) => facts[name] !== undefined);
  if (known.length === 0) return undefined;
  const labels = (question.options ?? [])
    .filter(
      ({ sets }) =>
        Object.keys(sets ?? {}).length > 0 &&
        Object.entries(sets ?? {}).every(([name, value]) => facts[name] === value && value !== UNKNOWN),
    )
    .map(({ id }) => wording.word(`questions.${question.id}.${id}`));
  if (question.kind === 'many') {
    if (labels.length > 0) return labels.join(', ');
    if (only || known.length < question.asks.length) return undefined;
    return wording.say('summary.none');
  }
  const value = facts[known[0]!]!;
  if (question.kind === 'date' && typeof value === 'number') return whenText(value, wording, at);
  if (labels[0] !== undefined) return labels[0];
  if (value === UNKNOWN) return only ? undefined : wording.say('value.unknown');
  return question.kind === 'scale' ? wording.say('value.scale', { value: value as Value }) : undefined;
}

const askedIn = oncePer((protocol: Protocol) => new Set(protocol.questions.flatMap(({ asks }) => asks)));

/** Signs that no question shows: heard in the patient's own words. */
function onlyHeard(protocol: Protocol, facts: Facts): string[] {
  const asked = askedIn(protocol);
  return Object.entries(protocol.signs)
    .filter(([, { sets }]) =>
      Object.entries(sets).every(([name, value]) => facts[name] === value && value !== mildest(protocol.facts[name]!)),
    )
    .filter(([, { sets }]) => Object.keys(sets).some((name) => !asked.has(name)) && !Object.keys(sets).every((name) => asked.has(name)))
    .map(([id]) => id);
}

function earlier(protocol: Protocol, facts: Facts, wording: Wording, at: Date): SummaryLine[] {
  const { earlierProcedure: procedure, earlierDaysSince: since } = facts;
  if (procedure === undefined) return [];
  const option = protocol.questions.find(({ id }) => id === 'procedure')?.options?.find(({ sets }) => sets?.procedure === procedure);
  if (!option) return [];
  const what = wording.word(`questions.procedure.${option.id}`);
  const value = typeof since === 'number' ? wording.say('tell.procedure', { what, when: whenText(since, wording, at) }) : what;
  return [{ question: 'procedure', title: wording.say('summary.earlier'), value }];
}

function lowerFirst(text: string): string {
  return /^[A-ZÁÉÍÓÚÑ](?![A-Z])/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}
