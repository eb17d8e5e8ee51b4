import type { Protocol, Question, Value } from '../../content/schema.ts';
import { factsOf, type Open, type Session } from '../session.ts';
import type { Answer, Understood } from '../understand/understood.ts';
import { questionOf } from './ask.ts';
import { assess } from './assess.ts';
import { mildest, UNKNOWN } from './facts.ts';
import { factsOfPicks, optionsOf } from './options.ts';
import { record } from './record.ts';

/** After this many messages that did not answer it, a question counts as one that the patient cannot answer. */
const MISSES = 2;
/** Lists of signs: one that cannot be gone through leaves the gate, because a person should look today. */
const SCREENS: ReadonlySet<string> = new Set(['red-flags', 'other-symptoms']);

export interface Settled {
  session: Session;
  /** Facts that were volunteered or inferred, to be read back. */
  said: string[];
  /** Facts that the patient's answer to the open question gave. */
  answered: string[];
  /** Facts that the patient took back and gave anew. */
  corrected: string[];
  /** The open question was neither answered nor interrupted. */
  missed: boolean;
  /** Part of a list was spoken of; the rest is asked once more. */
  partial: boolean;
}

/** Takes a message into what is known: its signs first, then facts, then its answer to the open question. Sets no level. */
export function settle(protocol: Protocol, before: Session, understood: Understood, interrupts: boolean): Settled {
  const nothing = { said: [], answered: [], corrected: [], missed: false, partial: false };
  const heard = hear(protocol, before, understood);
  const { open } = before;
  const settled: Settled = { ...nothing, session: heard.session, [understood.corrects ? 'corrected' : 'said']: heard.changed };
  if (!open) return settled;
  if (open.kind === 'confirm') return settleConfirm(protocol, settled, open, understood, interrupts);
  return settleQuestion(protocol, settled, open, understood, interrupts);
}

function hear(protocol: Protocol, session: Session, understood: Understood): { session: Session; changed: string[] } {
  const told: Record<string, Value> = { ...understood.facts };
  const unclear: string[] = [];
  const hints: string[] = [];
  for (const { sign, status, soft } of understood.signs) {
    const sets = protocol.signs[sign]?.sets ?? {};
    if (status === 'affirmed') Object.assign(told, sets);
    if (status === 'unclear' && !known(session, sets)) (soft ? hints : unclear).push(sign);
    if (status === 'denied') for (const name of Object.keys(sets)) told[name] ??= mildest(protocol.facts[name]!);
  }
  const { session: next, changed } = record(protocol, session, { facts: told, from: 'said', corrects: understood.corrects });
  return {
    session: { ...next, unclear: [...new Set([...next.unclear, ...unclear])].filter((sign) => !affirmed(protocol, next, sign)) },
    changed,
  };
}

/** Not sure, or no clear no after two tries, is a yes. */
function settleConfirm(
  protocol: Protocol,
  settled: Settled,
  open: Open & { kind: 'confirm' },
  understood: Understood,
  interrupts: boolean,
): Settled {
  const { sign } = open;
  const { session } = settled;
  const heard = understood.signs.find((each) => each.sign === sign)?.status;
  const answer = understood.answer?.kind;
  if (affirmed(protocol, session, sign)) return { ...settled, session: { ...session, open: undefined } };
  if (heard === 'denied' || (heard === undefined && answer === 'no')) {
    const unclear = session.unclear.filter((each) => each !== sign);
    return { ...settled, session: { ...session, unclear, cleared: [...session.cleared, sign], open: undefined } };
  }
  const sure = answer === 'yes' || answer === 'unsure' || answer === 'refused';
  if (!sure && interrupts) return settled;
  if (!sure && open.misses + 1 < MISSES)
    return { ...settled, session: { ...session, open: { ...open, misses: open.misses + 1 } }, missed: true };
  const unclear = session.unclear.filter((each) => each !== sign);
  const { session: next, changed } = record(
    protocol,
    { ...session, unclear },
    { facts: protocol.signs[sign]?.sets ?? {}, from: 'answered' },
  );
  return { ...settled, session: { ...next, open: undefined }, answered: changed };
}

function settleQuestion(
  protocol: Protocol,
  settled: Settled,
  open: Open & { kind: 'question' },
  understood: Understood,
  interrupts: boolean,
): Settled {
  const question = questionOf(protocol, open.id);
  const { session } = settled;
  const facts = answerFacts(protocol, question, open, settled, understood.answer);
  if (facts === 'again') return { ...settled, session: { ...session, open: { ...open, misses: open.misses + 1 } }, partial: true };
  if (facts) return answer(protocol, settled, question, open, facts);
  if (!open.corrects && question.asks.every((name) => session.facts[name] !== undefined)) return close(settled, question);
  const kind = understood.answer?.kind;
  if (kind === undefined && (interrupts || settled.said.length > 0)) return settled;
  // Whoever wanted to change an answer and then cannot keeps the old one.
  if (open.corrects && (kind === 'unsure' || kind === 'refused' || open.misses + 1 >= MISSES)) return close(settled, question);
  if (kind === 'unsure' && question.unsure && !open.unsure)
    return { ...settled, session: { ...session, open: { ...open, unsure: true, misses: 0 } } };
  const misses = open.misses + 1;
  const skips = (kind === 'unsure' || kind === 'refused') && !SCREENS.has(question.id);
  if (!skips && misses < MISSES) return { ...settled, session: { ...session, open: { ...open, misses } }, missed: true };
  return answer(protocol, settled, question, open, untold(question, kind === 'refused'));
}

function answer(
  protocol: Protocol,
  settled: Settled,
  question: Question,
  open: Open & { kind: 'question' },
  facts: Record<string, Value>,
): Settled {
  const screen: Record<string, Value> = SCREENS.has(question.id) ? { redFlagScreen: 'answered' } : {};
  const change = { facts: { ...screen, ...facts }, from: 'answered' as const, corrects: open.corrects };
  const { session, changed } = record(protocol, settled.session, change);
  return close({ ...settled, session, answered: changed, said: settled.said.filter((name) => !question.asks.includes(name)) }, question);
}

function close(settled: Settled, { id }: Question): Settled {
  const answered = [...settled.session.answered.filter((each) => each !== id), id];
  return { ...settled, session: { ...settled.session, answered, open: undefined } };
}

/** The facts that an answer gives; `again` when it spoke of a part of a list only. */
function answerFacts(
  protocol: Protocol,
  question: Question,
  open: Open & { kind: 'question' },
  { session }: Settled,
  given: Answer | undefined,
): Record<string, Value> | 'again' | undefined {
  if (given?.kind === 'facts' && question.kind !== 'many') return given.facts;
  // Options as they were shown: before this message's own facts, which would hide some of them.
  const shown = optionsOf(protocol, withoutTurn(session), open, question);
  const pick = (ids: string[]) => factsOfPicks(protocol, question, shown, ids);
  if (given?.kind === 'facts') {
    const denies = Object.entries(given.facts).every(([name, value]) => value === mildest(protocol.facts[name]!));
    return denies && SCREENS.has(question.id) && open.misses === 0 ? 'again' : { ...pick([]), ...given.facts };
  }
  if (given?.kind !== 'options') return undefined;
  const vague = given.ids.every((id) => shown.find((option) => option.id === id)?.none) && !given.complete;
  if (!vague) return pick(given.ids);
  // "No insurance" denies no sign: the list is asked once more, and left unanswered it is the gate.
  if (open.misses === 0) return 'again';
  return SCREENS.has(question.id) ? undefined : pick(given.ids);
}

function withoutTurn(session: Session): Session {
  const before = Object.entries(session.facts).filter(([, { turn }]) => turn < session.turns);
  return { ...session, facts: Object.fromEntries(before) };
}

function untold(question: Question, refused: boolean): Record<string, Value> {
  if (SCREENS.has(question.id)) return { redFlagScreen: 'unanswered' };
  const names = question.id === 'procedure' && refused ? [...question.asks, 'daysSinceProcedure'] : question.asks;
  return Object.fromEntries(names.map((name) => [name, UNKNOWN]));
}

function known(session: Session, sets: Record<string, Value>): boolean {
  return Object.entries(sets).every(([name, value]) => session.facts[name]?.value === value);
}

function affirmed(protocol: Protocol, session: Session, sign: string): boolean {
  return known(session, protocol.signs[sign]?.sets ?? {});
}

/** The sign that has to be settled first: one that would be an emergency, by itself or with what is known. */
export function signToConfirm(protocol: Protocol, session: Session): string | undefined {
  const order = Object.keys(protocol.signs);
  const facts = factsOf(session);
  return order.find((sign) => {
    if (!session.unclear.includes(sign) || session.cleared.includes(sign) || affirmed(protocol, session, sign)) return false;
    return assess(protocol, { ...facts, ...protocol.signs[sign]?.sets }).decided?.level === 'emergency';
  });
}
