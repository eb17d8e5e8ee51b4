import type { Content } from '../content/load.ts';
import type { Clinic } from '../content/schema.ts';
import { hourOf, momentText } from './clock.ts';
import type { Message } from './message.ts';
import type { Reply, ReplyOption } from './reply.ts';
import { factsOf, type Session } from './session.ts';
import { conclude } from './triage/conclude.ts';
import { clinicLinks, resultReply } from './triage/result.ts';
import { afterwards } from './triage/speak.ts';
import { type TurnState, wordingOf } from './turn-state.ts';
import type { CheckInAnswer } from './understand/understood.ts';
import { type Wording, wording } from './wording.ts';

interface Spoken {
  session: Session;
  replies: Reply[];
}

const HOUR = 3_600_000;
const QUARTER = HOUR / 4;
/** Nobody is woken. */
const [MORNING, EVENING] = [8, 21];
/** Who asks later than this asks about another day. */
const TOO_LATE = 2 * HOUR;

/** So many hours from now, on a quarter of an hour, or in the morning. */
export function checkInAt(clinic: Clinic, at: Date): Date {
  let due = new Date(Math.ceil((at.getTime() + clinic.checkInHours * HOUR) / QUARTER) * QUARTER);
  while (hourOf(clinic, due) < MORNING || hourOf(clinic, due) >= EVENING) due = new Date(due.getTime() + QUARTER);
  return due;
}

/** Whoever is told to call today may have one message later; it is offered once, and falls with that result. */
export function offerCheckIn(content: Content, { checksIn, at }: Message, { session, replies }: Spoken): Spoken {
  const { outcome, checkIn, triage } = session;
  if (checkIn && outcome && outcome.level !== 'same-day') return { session: { ...session, checkIn: undefined }, replies };
  const told = replies.some(({ card }) => card === 'result') && outcome?.level === 'same-day' && triage === 'done';
  if (!checksIn || !told || checkIn) return { session, replies };
  const words = wording(content, session.language, session.medium);
  const time = momentText(words.clinic, at, checkInAt(words.clinic, at), words.language);
  const [last, ...before] = [...replies].reverse() as [Reply, ...Reply[]];
  const { options: shortcuts = [], ...bare } = last;
  // Buttons belong to the last message: those that were there move along.
  const offer: Reply = {
    text: words.say('check-in.offer', { time }),
    tone: 'plain',
    card: 'answer',
    options: [...answers(words, { accept: 'yes', refuse: 'no' }), ...shortcuts],
  };
  return { session: { ...session, checkIn: { state: 'offered', turn: session.turns } }, replies: [...before.reverse(), bare, offer] };
}

/** The message itself, when its time has come; nothing if what it was about is over, or the patient is in the middle of a check. */
export function askAfterwards(content: Content, session: Session, at: Date): Spoken {
  const { checkIn, outcome, triage, medium } = session;
  const due = checkIn?.state === 'agreed' ? checkIn.due : undefined;
  const late = due === undefined || at.getTime() > due + TOO_LATE;
  if (late || triage !== 'done' || outcome?.level !== 'same-day') return { session: { ...session, checkIn: undefined }, replies: [] };
  const words = wording(content, session.language, medium);
  const options = answers(words, { reached: 'yes', 'not-reached': 'no', worse: 'worse' });
  return {
    session: { ...session, checkIn: { state: 'asked', turn: session.turns }, ...(medium && { at: at.getTime() }) },
    replies: [{ text: words.say('check-in.ask'), tone: 'plain', card: 'answer', options }],
  };
}

/** What the patient says to the offer, or to the message. Who feels worse is led through the signs by the caller. */
export function answerCheckIn(turn: TurnState, says: CheckInAnswer): void {
  const { session, message, protocol } = turn;
  const words = wordingOf(turn);
  const tell = (key: string, params?: Record<string, string>) =>
    turn.replies.push({ text: words.say(key, params), tone: 'plain', card: 'answer', options: afterwards(words) });
  const offered = session.checkIn?.state === 'offered';
  if (offered && says === 'yes') {
    const due = checkInAt(words.clinic, message.at);
    turn.session = { ...session, checkIn: { state: 'agreed', due: due.getTime() } };
    tell('check-in.agreed', { time: momentText(words.clinic, message.at, due, words.language) });
    return;
  }
  turn.session = { ...session, checkIn: { state: 'over' } };
  const conclusion = conclude(protocol, factsOf(session));
  if (offered) tell('check-in.declined');
  else if (says === 'worse') turn.replies.push({ text: words.say('check-in.go-through'), tone: 'plain' });
  else if (says === 'yes' || !conclusion) tell('check-in.good');
  else {
    const saying = { protocol, session, wording: words, at: message.at };
    const again = resultReply(saying, conclusion, words.say('check-in.try-again'));
    const book = clinicLinks(words).filter(({ kind }) => kind === 'book');
    turn.replies.push({ ...again, links: [...(again.links ?? []), ...book], options: afterwards(words) });
  }
}

function answers({ say }: Wording, keys: Record<string, CheckInAnswer>): ReplyOption[] {
  return Object.entries(keys).map(([key, id]) => ({ id, label: say(`check-in.${key}`), kind: 'answer' }));
}
