import { ActivityTypes, BotAdapter, TurnContext } from 'botbuilder-core';
import type { DialogContext, DialogState } from 'botbuilder-dialogs/lib/dialogContext.js';
import { DialogSet } from 'botbuilder-dialogs/lib/dialogSet.js';
import type { Content } from '../content/load.ts';
import type { Language } from '../content/schema.ts';
import { askAfterwards, offerCheckIn } from './check-in.ts';
import { askedOf } from './faq/asked.ts';
import type { Found } from './faq/search.ts';
import type { Unanswered } from './faq/unanswered.ts';
import { greetingReply } from './greeting.ts';
import type { Message } from './message.ts';
import type { Reply } from './reply.ts';
import { RootDialog } from './root-dialog.ts';
import { newSession, type Session } from './session.ts';
import { type Settled, settle } from './triage/settle.ts';
import { keep, type TurnState, wordingOf } from './turn-state.ts';
import { reader } from './understand/reader.ts';
import type { Understood } from './understand/understood.ts';
import { type Medium, wording } from './wording.ts';

/**
 * What happened in the channel: somebody joined, or wrote, or did what has one answer whatever was said before; or it is time
 * to ask whether the clinic was reached. `quiet`: the patient wants to be written to no more.
 */
export type Event =
  | { kind: 'joined'; locale?: string; at: Date }
  | { kind: 'message'; message: Message }
  | { kind: 'notice'; say?: string; medium?: Medium; locale?: string; at: Date; once?: boolean; quiet?: boolean }
  | { kind: 'check-in'; locale?: string; at: Date };

export interface Turn {
  session: Session;
  replies: Reply[];
  /** A question that the FAQ could not answer for sure. */
  unanswered?: Unanswered;
}

/**
 * One turn of the conversation: from what was known and what happened to what is known and said. Nothing is stored or sent here.
 * A joined event is greeted once; every message gets at least one reply.
 */
export async function converse(content: Content, before: Session | undefined, event: Event): Promise<Turn> {
  const locale = event.kind === 'message' ? event.message.locale : event.locale;
  const known = before ?? newSession(languageOf(locale));
  if (event.kind === 'joined') return greet(content, known);
  if (event.kind === 'notice') return notify(content, known, event);
  if (event.kind === 'check-in') return askAfterwards(content, known, event.at);
  const session = begun(known, event.message);
  const read = await reader(content).read(event.message, session);
  // While an answer to change is chosen from a list, a number is a line of the list.
  const heard = session.choosing ? { ...read, answer: undefined, asks: false } : read;
  const listening = inLanguage({ ...session, turns: session.turns + 1 }, heard);
  const asked = await askedOf(content, event.message.text, heard, listening);
  // A single word that names a subject ("patch") tells nothing yet of who wrote it.
  const understood = asked.band === 'offer' && !heard.asks ? { ...heard, facts: {}, tells: false } : heard;
  const interrupted = interrupts(understood) || (asked.band === 'answer' && !understood.answer) || session.choosing === true;
  const settled = settle(content.protocol, listening, understood, interrupted);
  const turn = await runDialogs(content, event.message, understood, asked, opened(settled, understood));
  const replies = turn.session.greeted ? turn.replies : withGreeting(content, turn);
  const offered = offerCheckIn(content, event.message, { session: { ...turn.session, greeted: true }, replies });
  return { ...offered, unanswered: turn.unanswered };
}

function greet(content: Content, session: Session): Turn {
  if (session.greeted) return { session, replies: [] };
  return { session: { ...session, greeted: true }, replies: [greetingReply(wording(content, session.language))] };
}

function notify(content: Content, before: Session, { say, medium, once, quiet }: Event & { kind: 'notice' }): Turn {
  const session = quiet ? { ...before, checkIn: undefined } : before;
  if (say === undefined || (once && session.greeted)) return { session, replies: [] };
  const text = wording(content, session.language, medium).say(say);
  return { session: { ...session, greeted: session.greeted || once === true }, replies: [{ text, tone: 'plain', card: 'answer' }] };
}

/** Where one conversation never ends, what was said half a day ago is set aside, and kept for those who want to go on with it. */
const SET_ASIDE_AFTER = 12 * 3_600_000;

function begun(known: Session, { medium, at }: Message): Session {
  if (medium === undefined) return known;
  const now = at.getTime();
  if (now - (known.at ?? now) < SET_ASIDE_AFTER) return { ...known, medium, at: now };
  const { earlier: _, ...earlier } = known;
  const { language, languageSure } = known;
  return { ...newSession(language), languageSure, medium, at: now, ...(known.triage !== 'none' && { earlier }) };
}

/** An emergency is said before who says it. */
function withGreeting(content: Content, { replies, session }: TurnState): Reply[] {
  const { say } = wording(content, session.language, session.medium);
  const greeting: Reply = { text: say('greeting.short'), tone: 'plain', card: 'greeting' };
  const again: Reply[] = session.earlier
    ? [{ text: say('resume.offer'), tone: 'plain', options: [{ id: 'resume', label: say('shortcut.resume'), kind: 'shortcut' }] }]
    : [];
  return replies[0]?.tone === 'urgent' ? [...replies, greeting] : [greeting, ...again, ...replies];
}

/** What interrupts a question does not count as a failed answer to it. Asking for a person instead of the warning signs does. */
function interrupts({ intent, asks, answer, stale }: Understood): boolean {
  if (answer) return false;
  return stale === true || asks || (intent !== undefined && intent.kind !== 'person' && intent.kind !== 'call');
}

/** Whatever a patient tells of themselves begins the triage. */
function opened(settled: Settled, understood: Understood): Settled {
  const { session } = settled;
  const own = understood.signs.some(({ status }) => status === 'affirmed' || status === 'unclear');
  if (session.triage !== 'none' || !(understood.tells || own)) return settled;
  return { ...settled, session: { ...session, triage: 'open' } };
}

function inLanguage(session: Session, { language }: Understood): Session {
  return language ? { ...session, language, languageSure: true } : session;
}

function languageOf(locale: string | undefined): Language {
  return locale?.toLowerCase().startsWith('es') ? 'es' : 'en';
}

const stacks = new WeakMap<TurnContext, DialogState>();
const dialogs = new DialogSet({
  get: async (context: TurnContext) => {
    const stack = stacks.get(context) ?? { dialogStack: [] };
    stacks.set(context, stack);
    return stack;
  },
  set: async () => {},
  delete: async () => {},
});
dialogs.add(new RootDialog());

/** The SDK's own key for its memory scopes, which have no state and which it would otherwise make anew for every turn. */
const SCOPES = 'DialogStateManagerConfiguration';
let scopes: DialogContext['state']['configuration'] | undefined;

async function runDialogs(content: Content, message: Message, understood: Understood, asked: Found, settled: Settled): Promise<TurnState> {
  const context = new TurnContext(new NoAdapter(), { type: ActivityTypes.Message, text: message.text });
  const turn: TurnState = {
    content,
    protocol: content.protocol,
    message,
    understood,
    asked,
    session: settled.session,
    settled,
    replies: [],
  };
  keep(context, turn);
  if (scopes) context.turnState.set(SCOPES, scopes);
  const dc = await dialogs.createContext(context);
  scopes ??= dc.state.configuration;
  await dc.beginDialog(RootDialog.id);
  if (turn.replies.length === 0) turn.replies.push({ text: wordingOf(turn).say('talk.lost'), tone: 'plain' });
  return turn;
}

/** The dialogs answer in replies; none of them may send by itself. */
class NoAdapter extends BotAdapter {
  override async sendActivities(): Promise<never> {
    throw new Error('a dialog tried to send: it must add a reply to the turn instead');
  }
  override async updateActivity(): Promise<never> {
    throw new Error('a dialog tried to update an activity');
  }
  override async deleteActivity(): Promise<never> {
    throw new Error('a dialog tried to delete an activity');
  }
  override async continueConversation(): Promise<never> {
    throw new Error('a dialog tried to continue another conversation');
  }
}
