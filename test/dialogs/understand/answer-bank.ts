import { createHash } from 'node:crypto';
import { loadContent } from '../../../content/load.ts';
import { type AnswerPhrase, COMMANDS, CONFIRM } from '../../../content/load-answers.ts';
import type { Value } from '../../../content/schema.ts';
import { newSession, type Session } from '../../../dialogs/session.ts';
import { mildest, UNKNOWN } from '../../../dialogs/triage/facts.ts';
import { settle } from '../../../dialogs/triage/settle.ts';
import { makeReader } from '../../../dialogs/understand/reader.ts';
import type { Understood } from '../../../dialogs/understand/understood.ts';

/**
 * How a phrase of the bank was taken. Milder: as something less serious than was meant. Again: not read, so the question is put once
 * more, or the answer counts as unknown, which resolves upward. Other: as something else that is not milder.
 */
export interface Taken {
  verdict: 'right' | 'again' | 'milder' | 'other';
  as: string;
}

const content = loadContent();
const { protocol } = content;
const reader = makeReader(content);
const AT = new Date('2026-11-22T18:00:00Z');
const SIGN = 'fever';
/** A date or degree may be off by this share: "about two weeks". */
const ROUGH = 0.15;

/** Mildest first: what must never be taken for something before it. Values of one row are alike; a question that is not here has "no" first. */
const RANKS: Readonly<Record<string, readonly Value[][]>> = {
  posture: [['no-change'], ['worse-lying'], ['worse-upright', 'was-postural-now-constant']],
  usual: [['usual'], ['changed'], ['new']],
  trend: [['better'], ['same'], ['worse']],
  location: [['back', 'front', 'one-side', 'all-over', 'neck', 'behind-eyes']],
  painkillers: [['full-relief'], ['some-relief'], ['not-taken'], ['no-relief']],
};
/** From the mildest: up to and with which number a word or a span of time counts. */
const STEPS: Readonly<Record<string, readonly number[]>> = {
  severity: [3, 6, 10],
  daysSinceProcedure: [14, 30, 90, 36_500],
  headInjuryDays: [7, 36_500],
};

/** Half of the phrases, told by their letters alone: the half that may be looked at while rules are mended. */
export function isOpen({ text }: AnswerPhrase): boolean {
  return createHash('sha256').update(text).digest()[0]! % 2 === 0;
}

/** Reads a phrase where it would be an answer, and settles it as a turn of the conversation would. */
export async function take(phrase: AnswerPhrase): Promise<Taken> {
  const session: Session = { ...newSession(phrase.language), triage: 'open', turns: 1, open: openFor(phrase) };
  const understood = await reader.read({ text: phrase.text, at: AT } as never, session);
  if (phrase.question === COMMANDS) return command(phrase, understood);
  const interrupts = understood.answer === undefined && (understood.asks || understood.intent !== undefined);
  const { session: after } = settle(protocol, session, understood, interrupts);
  if (phrase.question === CONFIRM) return confirmed(phrase, understood, after);
  const facts = Object.fromEntries(Object.entries(after.facts).map(([name, { value }]) => [name, value]));
  if (phrase.number !== undefined) return numbered(phrase, phrase.number, facts);
  const question = protocol.questions.find(({ id }) => id === phrase.question)!;
  const option = [...(question.options ?? []), ...(question.unsure?.options ?? [])].find(({ id }) => id === phrase.option)!;
  const heard = after.unclear.flatMap((sign) => Object.entries(protocol.signs[sign]!.sets));
  const asked = [...question.asks, ...Object.keys(option.sets ?? {})];
  const as = [...new Set(asked)].flatMap((name) => (told(facts[name], name) ? `${name}=${facts[name]}` : []));
  const shown = `${as.join(' ') || (after.open ? '-' : 'none')}${after.unclear.length ? ` ?${after.unclear}` : ''}`;
  if (option.none) {
    if (
      question.asks.some((name) => facts[name] !== undefined && facts[name] !== UNKNOWN && facts[name] !== mildest(protocol.facts[name]!))
    )
      return { verdict: 'other', as: shown };
    return { verdict: after.open || facts.redFlagScreen === 'unanswered' ? 'again' : 'right', as: shown };
  }
  const sets = Object.entries(option.sets ?? {}).filter(([, value]) => value !== UNKNOWN);
  const heardAsMeant = sets.some(([name, value]) => heard.some(([other, said]) => other === name && said === value));
  if (heardAsMeant || sets.every(([name, value]) => same(name, value, facts[name]))) return { verdict: 'right', as: shown };
  const verdicts = sets.map(([name, value]) => compare(name, value, facts[name]));
  const verdict = (['milder', 'other', 'again', 'right'] as const).find((each) => verdicts.includes(each)) ?? 'again';
  const headache = facts.headache === 'no' ? 'milder' : verdict;
  return { verdict: headache, as: shown };
}

function openFor({ question, option }: AnswerPhrase): Session['open'] {
  if (question === COMMANDS) return undefined;
  if (question === CONFIRM) return { kind: 'confirm', sign: SIGN, misses: 0 };
  const { unsure } = protocol.questions.find(({ id }) => id === question)!;
  const rough = unsure?.options.some(({ id }) => id === option);
  return { kind: 'question', id: question, misses: 0, ...(rough && { unsure: true }) };
}

function command({ option }: AnswerPhrase, { intent }: Understood): Taken {
  const as = intent?.kind === 'language' ? `language-${intent.language}` : (intent?.kind ?? '-');
  return { verdict: as === option ? 'right' : as === '-' ? 'again' : 'other', as };
}

function confirmed({ option }: AnswerPhrase, { answer }: Understood, after: Session): Taken {
  const yes = after.facts[SIGN]?.value === 'yes' && answer?.kind === 'yes';
  const as = after.cleared.includes(SIGN) ? 'no' : yes ? 'yes' : (answer?.kind ?? '-');
  if (as === option) return { verdict: 'right', as };
  if (as === 'no') return { verdict: 'milder', as };
  return { verdict: as === 'yes' ? 'other' : 'again', as };
}

function numbered({ question }: AnswerPhrase, meant: number, facts: Record<string, Value>): Taken {
  const name = { severity: 'severity', onset: 'onsetDaysAgo', 'procedure-date': 'daysSinceProcedure', 'head-injury': 'headInjuryDays' }[
    question
  ]!;
  const got = facts[name];
  if (got === undefined || got === UNKNOWN) return { verdict: 'again', as: String(got ?? '-') };
  if (Math.abs(Number(got) - meant) <= (question === 'severity' ? 0 : ROUGH * meant)) return { verdict: 'right', as: String(got) };
  return { verdict: compare(name, meant, got), as: String(got) };
}

function told(value: Value | undefined, name: string): boolean {
  return value !== undefined && value !== UNKNOWN && (protocol.facts[name]!.unordered === true || value !== mildest(protocol.facts[name]!));
}

function step(name: string, value: Value): number {
  return STEPS[name]!.findIndex((most) => Number(value) <= most);
}

function same(name: string, meant: Value, got: Value | undefined): boolean {
  if (got === undefined || got === UNKNOWN) return false;
  return STEPS[name] ? step(name, meant) === step(name, got) : meant === got;
}

function compare(name: string, meant: Value, got: Value | undefined): Taken['verdict'] {
  if (got === undefined || got === UNKNOWN) return 'again';
  if (same(name, meant, got) && typeof meant !== 'number') return 'right';
  if (name === 'severity') return Number(got) < Number(meant) ? 'milder' : 'other';
  if (name === 'overdose' && got === 'yes') return 'right';
  if (STEPS[name] && step(name, got) === step(name, meant)) return 'other';
  if (STEPS[name]) return Number(got) > Number(meant) ? 'milder' : 'other';
  const rank = (value: Value) =>
    RANKS[name]?.findIndex((alike) => alike.includes(value)) ?? (value === mildest(protocol.facts[name]!) ? 0 : 1);
  return rank(got) < rank(meant) ? 'milder' : 'other';
}
