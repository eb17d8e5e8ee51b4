import type { Protocol, Question } from '../../content/schema.ts';
import type { Reply, ReplyOption } from '../reply.ts';
import type { Open, Session } from '../session.ts';
import type { Wording } from '../wording.ts';
import { optionsOf } from './options.ts';
import { triageReport } from './report.ts';

/** The open question in words, with its report. */
export function askReply(protocol: Protocol, session: Session, open: Open, wording: Wording, lead?: string): Reply {
  if (open.kind === 'confirm') return confirmReply(protocol, session, open.sign, wording, lead);
  const question = questionOf(protocol, open.id);
  const key = `questions.${question.id}${open.unsure && question.unsure ? '.unsure' : ''}`;
  const options = optionsOf(protocol, session, open, question);
  const text = wording.word(`${key}.text`);
  const hint = question.kind === 'many' ? ` ${wording.say('ask.many-hint')}` : '';
  return {
    text: lead ? `${lead}\n\n${text}${hint}` : `${text}${hint}`,
    tone: 'plain',
    card: 'question',
    pick: open.unsure ? 'one' : question.kind,
    options: options.map(({ id }): ReplyOption => ({ id, label: wording.word(`${key}.${id}`), kind: 'answer' })),
    report: triageReport(protocol, session, { question: question.id }),
  };
}

export function questionOf(protocol: Protocol, id: string): Question {
  const question = protocol.questions.find((each) => each.id === id);
  if (!question) throw new Error(`unknown question "${id}"`);
  return question;
}

function confirmReply(protocol: Protocol, session: Session, sign: string, wording: Wording, lead?: string): Reply {
  const text = wording.word(`signs.${sign}.confirm`);
  return {
    text: `${lead ?? wording.say('confirm.lead')}\n\n${text}`,
    tone: 'plain',
    card: 'question',
    pick: 'one',
    options: (['yes', 'no', 'unsure'] as const).map((id) => ({ id, label: wording.say(`confirm.${id}`), kind: 'answer' })),
    report: triageReport(protocol, session, { question: 'confirm-emergency' }),
  };
}
