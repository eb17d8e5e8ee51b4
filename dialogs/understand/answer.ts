import type { Phrases } from '../../content/load-phrases.ts';
import type { Option, Question, Value } from '../../content/schema.ts';
import type { DateHit } from './date-hit.ts';
import { sharedRecognizer } from './date-worker.ts';
import { findDates } from './dates.ts';
import { factsIn, type ToldFacts } from './facts.ts';
import { parseChoice } from './parse-choice.ts';
import { parsePick } from './parse-pick.ts';
import { parseScale } from './parse-scale.ts';
import { parseYesNo } from './parse-yes-no.ts';
import { pickSpan } from './pick-span.ts';
import { statements } from './statements.ts';
import { type Telling, telling } from './telling.ts';
import { timeSpan } from './time-span.ts';
import type { Token } from './tokens.ts';
import type { Answer } from './understood.ts';

export interface AnswerContext {
  /** The clinic's day, `YYYY-MM-DD`. */
  today: string;
  phrases: Phrases;
  /** The options as the patient saw them. */
  shown: readonly Option[];
  /** How many of them are listed; the rest may be told but were not asked again. All when not given. */
  listed?: number;
  /** Labels in other languages, by option id. */
  labels?: Readonly<Record<string, readonly string[]>>;
  /** Facts that signs heard in the message affirm or deny. */
  heard?: Readonly<Record<string, 'yes' | 'no'>>;
  /** Another reader of dates for what our own rules do not know; null for none. */
  recognize?: ((text: string, today: string) => Promise<number | undefined>) | null;
}

const DAYS: Readonly<Record<string, string>> = {
  'procedure-date': 'daysSinceProcedure',
  onset: 'onsetDaysAgo',
  'head-injury': 'headInjuryDays',
};
/** Worth asking the recognizer: it names a number, a month, a day or a season. */
const DATED =
  /\d|ago|last|past|day|week|month|year|hace|pasad|dia|semana|mes|ano|spring|summer|fall|winter|primavera|verano|otono|invierno|easter|thanksgiving|teenth|tieth|first|second|third|since|desde/;

/** How a message answers the open question; undefined when it does not. */
export async function readAnswer(
  text: string,
  tokens: readonly Token[],
  question: Question,
  context: AnswerContext,
): Promise<Answer | undefined> {
  const books = telling(context.phrases);
  if (question.kind === 'scale') return readScale(text, tokens, question, context, books);
  if (question.kind === 'date') return readDate(text, tokens, question, context, books);
  const { shown, listed, labels, heard } = context;
  const facts = factsIn(tokens, books, context.today);
  return parseChoice(text, tokens, question, { telling: books, shown, listed, labels, heard, facts });
}

function readScale(
  text: string,
  tokens: readonly Token[],
  question: Question,
  { today, shown, labels }: AnswerContext,
  books: Telling,
): Answer | undefined {
  const [fact = ''] = question.asks;
  const coarse = shown.length > 0 ? parseChoice(text, tokens, question, { telling: books, shown, labels }) : undefined;
  if (coarse?.kind === 'options') return coarse;
  const value = parseScale(tokens, books, { open: true, dates: findDates(tokens, today) });
  if (value !== undefined) return { kind: 'facts', facts: { [fact]: value } };
  if (painless(tokens, books)) return { kind: 'facts', facts: { [fact]: 0 } };
  const yesNo = parseYesNo(text);
  return yesNo === 'unsure' || yesNo === 'refused' ? { kind: yesNo } : undefined;
}

/** "No headache": the pain is zero. */
function painless(tokens: readonly Token[], books: Telling): boolean {
  return statements(tokens, books, new Set(['headache'])).some(
    ({ fact, value, standing }) => fact === 'headache' && value === 'no' && standing !== 'other',
  );
}

async function readDate(
  text: string,
  tokens: readonly Token[],
  question: Question,
  context: AnswerContext,
  books: Telling,
): Promise<Answer | undefined> {
  const { today, shown, labels, recognize } = context;
  const wanted = DAYS[question.id] ?? question.asks[0]!;
  const typed = shown.length > 0 ? parsePick(text, tokens, question, { shown, labels }) : undefined;
  if (typed && typed !== 'out') return typed;
  const span = shown.length > 1 ? timeSpan(tokens) : undefined;
  const near = span && pickSpan(span, shown);
  const roughly: Answer | undefined = near === undefined ? undefined : { kind: 'options', ids: [near], complete: true };
  // "More than a week" is no seventh day.
  if (span?.range && roughly) return roughly;
  const named = findDates(tokens, today);
  const dates = named.filter(({ future }) => !future);
  const said = factsIn(tokens, books, today);
  const found = pickDate(question, wanted, dates, said);
  if (found) return { kind: 'facts', facts: found };
  if (shown.length > 0) {
    const choice = parseChoice(text, tokens, question, { telling: books, shown, labels });
    if (choice?.kind === 'options') return choice;
    if (roughly) return roughly;
  }
  if (question.id === 'procedure-date' && said.procedure === 'none') return { kind: 'facts', facts: { procedure: 'none' } };
  const yesNo = parseYesNo(text);
  if (yesNo === 'unsure' || yesNo === 'refused') return { kind: yesNo };
  if (recognize !== null && dates.length === named.length && DATED.test(tokens.map((token) => token.text).join(' '))) {
    const days = await (recognize ?? sharedRecognizer().recognize)(text, today);
    if (days !== undefined) return { kind: 'facts', facts: { [wanted]: days } };
  }
  // "No such thing", "no procedure so nothing": there is no date to tell.
  return yesNo === 'no' ? { kind: 'refused' } : undefined;
}

/** The date that answers the question: what the message ties to it, else its first date that is tied to nothing else. */
function pickDate(question: Question, wanted: string, dates: readonly DateHit[], said: ToldFacts): Record<string, Value> | undefined {
  const asked: Record<string, Value> = {};
  for (const name of new Set([wanted, ...question.asks])) if (said[name] !== undefined) asked[name] = said[name];
  if (wanted in asked) return asked;
  const after = question.asks.includes('onsetDaysAfterProcedure') ? dates.find((date) => date.after !== undefined) : undefined;
  if (after) return { onsetDaysAfterProcedure: after.after! };
  if (Object.keys(asked).length) return asked;
  const plain = dates.filter(({ daysAgo }) => daysAgo !== undefined);
  const best = plain.find(({ bare }) => !bare) ?? plain[0];
  return best && { [wanted]: best.daysAgo! };
}
