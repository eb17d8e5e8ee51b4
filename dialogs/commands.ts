import { answerCheckIn } from './check-in.ts';
import { topicsReply } from './faq/topics-reply.ts';
import type { Reply, ReplyOption } from './reply.ts';
import { factsOf, newSession } from './session.ts';
import { mildest } from './triage/facts.ts';
import { finalFacts, forget, record } from './triage/record.ts';
import { afterwards, signOf, summaryReply } from './triage/speak.ts';
import { summary } from './triage/summary.ts';
import { type TurnState, wordingOf } from './turn-state.ts';
import type { Intent } from './understand/understood.ts';

type Command = (turn: TurnState) => void;

/** What each command does. Those that are not here are contacts, answered elsewhere. */
export const commands: Partial<Record<Intent['kind'], Command>> = {
  start,
  restart,
  back,
  summary: (turn) => {
    turn.replies.push({ ...summaryReply(turn.protocol, turn.session, wordingOf(turn), turn.message.at), options: idleOptions(turn) });
  },
  change,
  'change-question': (turn) => {
    const { intent } = turn.understood;
    if (intent?.kind === 'change-question') reopen(turn, intent.question);
  },
  language: (turn) => {
    if (turn.understood.intent?.kind !== 'language') return;
    turn.session = { ...turn.session, language: turn.understood.intent.language, languageSure: true };
    say(turn, 'talk.language');
  },
  greeting: (turn) => say(turn, 'talk.greeting', beginnings(turn)),
  thanks: (turn) => say(turn, 'talk.thanks', idleOptions(turn)),
  bye: (turn) => say(turn, 'talk.bye', idleOptions(turn)),
  topics: (turn) => {
    const { intent } = turn.understood;
    if (intent?.kind === 'topics') turn.replies.push(topicsReply(turn.content.faq, wordingOf(turn), intent.group));
  },
  happening,
  delete: (turn) => say(turn, 'talk.delete', idleOptions(turn)),
  'never-had': neverHad,
  'check-in': checkIn,
  resume,
};

/** A message that is neither an answer nor a request: says what can be done here. */
export const small: Command = (turn) => {
  if (turn.session.choosing) {
    choose(turn);
    return;
  }
  const key = turn.message.text.trim() === '' ? 'talk.empty' : 'talk.lost';
  say(turn, key, turn.session.triage === 'done' ? afterwards(wordingOf(turn)) : beginnings(turn));
};

function start(turn: TurnState): void {
  const { session } = turn;
  if (session.triage === 'done' && session.facts.redFlagScreen?.value === 'unanswered') {
    turn.session = { ...forget(turn.protocol, session, ['redFlagScreen']), triage: 'open', outcome: undefined };
    return;
  }
  if (session.triage === 'done')
    turn.replies.push({ ...summaryReply(turn.protocol, session, wordingOf(turn), turn.message.at), options: afterwards(wordingOf(turn)) });
  else turn.session = { ...session, triage: 'open' };
}

/** Goes on with the conversation that was set aside as too old. */
function resume(turn: TurnState): void {
  const { session } = turn;
  if (!session.earlier) {
    start(turn);
    return;
  }
  const { language, languageSure, turns, at } = session;
  turn.session = { ...session.earlier, checkIn: undefined, language, languageSure, turns: turns + session.earlier.turns, at };
}

/** What a safety answer warns of is there now: the warning signs are gone through, once more if they were before. */
function happening(turn: TurnState): void {
  if (turn.session.facts.redFlagScreen) reopen(turn, 'red-flags');
  else if (turn.session.triage !== 'open') start(turn);
}

/** Who feels worse than at the result goes through the warning signs once more. */
function checkIn(turn: TurnState): void {
  const { intent } = turn.understood;
  if (intent?.kind !== 'check-in') return;
  answerCheckIn(turn, intent.says);
  if (intent.says === 'worse') happening(turn);
}

/** Forgets what was told, but not a doubt about a sign. */
function restart(turn: TurnState): void {
  const { session } = turn;
  // An emergency is taken back by the patient's own correction, not by beginning anew: it is said again instead.
  if (session.outcome?.level === 'emergency') return;
  const { language, languageSure, greeted, turns, unclear } = session;
  turn.session = { ...newSession(language), languageSure, greeted, turns, unclear, triage: 'open' };
  say(turn, 'restart.done');
}

function back(turn: TurnState): void {
  const last = turn.session.answered.at(-1);
  if (last) reopen(turn, last);
  else say(turn, 'back.nothing');
}

function change(turn: TurnState): void {
  const options = choices(turn);
  if (options.length === 0) {
    say(turn, 'change.nothing');
    return;
  }
  turn.session = { ...turn.session, choosing: true };
  say(turn, 'change.which', options);
}

/** The answers to choose from when one is to be changed. */
function choices(turn: TurnState): ReplyOption[] {
  const wording = wordingOf(turn);
  const lines = summary(turn.protocol, turn.session, wording, turn.message.at);
  const once = lines.filter((line, i) => lines.findIndex(({ question }) => question === line.question) === i);
  return once.map(({ question, title, value }) => ({ id: question, label: wording.say('summary.line', { title, value }), kind: 'answer' }));
}

function choose(turn: TurnState): void {
  const options = choices(turn);
  const typed = turn.message.text.trim().toLowerCase();
  const chosen = options.find(({ label }, i) => typed === String(i + 1) || (typed !== '' && label.toLowerCase().startsWith(typed)));
  turn.session = { ...turn.session, choosing: undefined };
  if (chosen) reopen(turn, chosen.id);
  else if (turn.session.triage !== 'open') small(turn);
}

/** Puts a question anew. Its old answer counts until there is a new one. */
function reopen(turn: TurnState, id: string): void {
  const { session, protocol } = turn;
  const stays = finalFacts(protocol, factsOf(session));
  if (id === 'red-flags' && stays.length > 0) {
    refuseToForget(turn, stays);
    return;
  }
  const answered = session.answered.filter((each) => each !== id);
  turn.session = { ...session, answered, triage: 'open', choosing: undefined, open: { kind: 'question', id, misses: 0, corrects: true } };
}

/** "I never had this": takes back the one sign that decided, if it may be taken back. */
function neverHad(turn: TurnState): void {
  const { protocol, session } = turn;
  const sign = session.outcome && signOf(protocol, session, session.outcome);
  if (!sign) {
    change(turn);
    return;
  }
  const stays = finalFacts(protocol, factsOf(session));
  if (stays.length > 0) {
    refuseToForget(turn, stays);
    return;
  }
  const names = Object.keys(protocol.signs[sign]!.sets);
  const facts = Object.fromEntries(names.map((name) => [name, mildest(protocol.facts[name]!)]));
  const { session: next } = record(protocol, session, { facts, from: 'answered', corrects: true });
  turn.session = { ...next, cleared: [...next.cleared, sign], triage: 'open', outcome: undefined };
}

function refuseToForget(turn: TurnState, names: readonly string[]): void {
  const wording = wordingOf(turn);
  const sign = Object.entries(turn.protocol.signs).find(
    ([, { sets, final }]) => final && Object.keys(sets).some((name) => names.includes(name)),
  );
  say(turn, 'change.final', undefined, { what: sign ? wording.word(`signs.${sign[0]}.label`) : '' });
}

function say(turn: TurnState, key: string, options?: ReplyOption[], params?: Record<string, string>): void {
  const reply: Reply = { text: wordingOf(turn).say(key, params), tone: 'plain', options };
  turn.replies.push(reply);
}

function idleOptions(turn: TurnState): ReplyOption[] | undefined {
  if (turn.session.triage === 'open') return undefined;
  return turn.session.triage === 'done' ? afterwards(wordingOf(turn)) : beginnings(turn);
}

function beginnings(turn: TurnState): ReplyOption[] | undefined {
  if (turn.session.triage === 'open') return undefined;
  const wording = wordingOf(turn);
  return (['start', 'call', 'book', 'language'] as const).map((id) => ({ id, label: wording.say(`shortcut.${id}`), kind: 'shortcut' }));
}
