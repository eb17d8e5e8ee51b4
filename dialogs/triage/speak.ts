import { LEVELS, type Protocol } from '../../content/schema.ts';
import type { Reply, ReplyOption } from '../reply.ts';
import { factsOf, type Open, type Session } from '../session.ts';
import type { Wording } from '../wording.ts';
import { askReply, questionOf } from './ask.ts';
import { assess, nextQuestion } from './assess.ts';
import { type Conclusion, conclude } from './conclude.ts';
import { mildest } from './facts.ts';
import { clinicLinks, emergencyAgain, outcomeOf, resultReply } from './result.ts';
import { type Settled, signToConfirm } from './settle.ts';
import { describeFacts, summary, whenText } from './summary.ts';

export interface Speaking {
  protocol: Protocol;
  session: Session;
  settled: Settled;
  wording: Wording;
  at: Date;
  /** Something else was answered in this turn before the open question is put again. */
  interrupted: boolean;
  /** The patient will not call for help. */
  refuses: boolean;
}

export interface Spoken {
  session: Session;
  replies: Reply[];
}

/** What the triage says next: the emergency, a closed question, the next question, or the result. */
export function speak(turn: Speaking): Spoken {
  const { protocol, session } = turn;
  const conclusion = conclude(protocol, factsOf(session));
  // An answer that is being changed stays open while the emergency that it led to stands.
  const changing = session.open?.kind === 'question' && session.open.corrects && conclusion?.rule === session.outcome?.rule;
  if (conclusion?.level === 'emergency' && !changing) return sayEmergency(turn, conclusion);
  const sign = signToConfirm(protocol, session);
  if (sign)
    return ask(turn, session.open?.kind === 'confirm' && session.open.sign === sign ? session.open : { kind: 'confirm', sign, misses: 0 });
  if (session.triage === 'none') return { session, replies: [] };
  if (session.open?.kind === 'question' && stillAsked(protocol, session, session.open)) return ask(turn, session.open);
  const question = nextQuestion(protocol, factsOf(session));
  if (question) return ask(turn, { kind: 'question', id: question.id, misses: 0 });
  return conclusion ? sayResult(turn, conclusion) : { session, replies: [] };
}

/** An open question is let go when what was told meanwhile makes it needless: no headache, no question about its start. */
function stillAsked(protocol: Protocol, session: Session, { id, corrects }: Open & { kind: 'question' }): boolean {
  const { asks, always } = questionOf(protocol, id);
  const { wanted } = assess(protocol, factsOf(session));
  return corrects === true || asks.some((name) => wanted.has(name) || (always === true && session.facts[name] === undefined));
}

function ask(turn: Speaking, open: Open): Spoken {
  const session: Session = { ...turn.session, triage: 'open', open };
  const { settled, wording } = turn;
  if (settled.partial && open.kind === 'question') {
    const reply = askReply(turn.protocol, session, open, wording);
    return { session, replies: [{ ...reply, text: wording.say('ask.remaining', { text: reply.text }) }] };
  }
  return { session, replies: [askReply(turn.protocol, session, open, wording, lead(turn, open))] };
}

function lead(turn: Speaking, open: Open): string | undefined {
  const { settled, wording, session } = turn;
  const noted = readBack(turn);
  if (turn.interrupted) return [noted, wording.say('ask.again')].filter(Boolean).join(' ');
  if (noted || !settled.missed) return noted;
  if (open.kind === 'confirm') return wording.say('ask.not-understood', { how: wording.say('ask.not-understood.confirm') });
  const question = turn.protocol.questions.find(({ id }) => id === open.id);
  const how = wording.say(`ask.not-understood.${open.unsure ? 'one' : (question?.kind ?? 'one')}`);
  const why = open.id === 'red-flags' && session.outcome === undefined ? wording.say('ask.needed', { text: '' }).trim() : '';
  return [wording.say('ask.not-understood', { how }), why].filter(Boolean).join(' ');
}

/** Says as statements what was volunteered, changed or worked out: never as a question. */
function readBack({ protocol, session, settled, wording, at }: Speaking): string | undefined {
  const facts = factsOf(session);
  const corrected = describeFacts(protocol, settled.corrected, facts, wording, at);
  if (corrected.length > 0) return wording.say('readback.corrected', { list: corrected.join('; ') });
  const said = describeFacts(protocol, settled.said, facts, wording, at);
  if (said.length > 0) return wording.say('readback', { list: said.join('; ') });
  const date = settled.answered.find(
    (name) => /^(daysSinceProcedure|onsetDaysAgo|headInjuryDays)$/.test(name) && typeof facts[name] === 'number',
  );
  return date ? wording.say('readback.date', { when: whenText(Number(facts[date]), wording, at) }) : undefined;
}

function sayEmergency(turn: Speaking, conclusion: Conclusion): Spoken {
  const { wording } = turn;
  const again = turn.session.outcome?.rule === conclusion.rule && turn.session.outcome.action === conclusion.action;
  const session: Session = { ...turn.session, triage: 'done', open: undefined, outcome: outcomeOf(conclusion) };
  const saying = { ...turn, session };
  const reply = again
    ? emergencyAgain(saying, conclusion, turn.refuses ? wording.say('result.emergency.refuse') : undefined)
    : resultReply(saying, conclusion);
  return { session, replies: [{ ...reply, options: emergencyOptions(turn, conclusion) }] };
}

function emergencyOptions({ protocol, session, wording }: Speaking, conclusion: Conclusion): ReplyOption[] {
  const change: ReplyOption = { id: 'change', label: wording.say('shortcut.change'), kind: 'shortcut' };
  const never: ReplyOption = { id: 'never-had', label: wording.say('shortcut.never-had'), kind: 'shortcut' };
  const sign = signOf(protocol, session, conclusion);
  if (sign && protocol.signs[sign]?.final) return [];
  return sign ? [never, change] : [change];
}

/** The one sign that decided by itself, if it did. */
export function signOf(protocol: Protocol, session: Session, { rule }: Pick<Conclusion, 'rule'>): string | undefined {
  const facts = factsOf(session);
  return Object.entries(protocol.signs).find(([, { sets }]) => {
    const told = Object.entries(sets).every(([name, value]) => facts[name] === value && value !== mildest(protocol.facts[name]!));
    return told && conclude(protocol, { ...sets })?.rule === rule;
  })?.[0];
}

function sayResult(turn: Speaking, conclusion: Conclusion): Spoken {
  const { protocol, wording, at, settled } = turn;
  const before = turn.session.outcome;
  const session: Session = { ...turn.session, triage: 'done', open: undefined, outcome: outcomeOf(conclusion) };
  const saying = { protocol, session, wording, at };
  const same = before?.rule === conclusion.rule;
  if (same && turn.session.triage === 'done') {
    if (turn.interrupted) return { session, replies: [] };
    const changed = settled.said.length + settled.corrected.length > 0;
    const text = `${changed ? `${wording.say('result.noted')} ` : ''}${wording.say(`result.standing.${conclusion.level}`)}`;
    const report = resultReply(saying, conclusion).report;
    return { session, replies: [{ text, tone: 'plain', links: clinicLinks(wording), options: afterwards(wording), report }] };
  }
  const raised = before !== undefined && LEVELS.indexOf(conclusion.level) < LEVELS.indexOf(before.level);
  const list = [wording.say('result.list'), wording.say('result.limits')].join('\n\n');
  return {
    session,
    replies: [
      resultReply(saying, conclusion, raised ? wording.say('result.raised') : undefined),
      summaryReply(protocol, session, wording, at),
      { text: list, tone: 'plain', card: 'answer', options: afterwards(wording) },
    ],
  };
}

export function summaryReply(protocol: Protocol, session: Session, wording: Wording, at: Date): Reply {
  const lines = summary(protocol, session, wording, at);
  const spelled = lines.map(({ title, value }) => wording.say('summary.line', { title, value }));
  const text = lines.length > 0 ? [wording.say('summary.title'), ...spelled].join('\n') : wording.say('summary.empty');
  return { text, tone: 'plain', card: 'summary', lines };
}

/** What can be tapped once a triage has its result. */
export function afterwards(wording: Wording): ReplyOption[] {
  return (['change', 'call', 'restart'] as const).map((id) => ({ id, label: wording.say(`shortcut.${id}`), kind: 'shortcut' }));
}
