import type { TurnContext } from 'botbuilder-core';
import type { Content } from '../content/load.ts';
import type { Protocol } from '../content/schema.ts';
import type { Found } from './faq/search.ts';
import type { Unanswered } from './faq/unanswered.ts';
import type { Message } from './message.ts';
import type { Reply } from './reply.ts';
import type { Session } from './session.ts';
import type { Settled } from './triage/settle.ts';
import type { Understood } from './understand/understood.ts';
import { type Wording, wording } from './wording.ts';

/** What the dialogs of one turn share: they read the message, change the session and add replies. */
export interface TurnState {
  readonly content: Content;
  readonly protocol: Protocol;
  readonly message: Message;
  readonly understood: Understood;
  /** What the message asks of the FAQ. */
  readonly asked: Found;
  session: Session;
  settled: Settled;
  replies: Reply[];
  unanswered?: Unanswered;
}

const KEY = Symbol('turn');

export function keep(context: TurnContext, turn: TurnState): void {
  context.turnState.set(KEY, turn);
}

export function turnOf(context: TurnContext): TurnState {
  return context.turnState.get<TurnState>(KEY);
}

export function wordingOf({ content, session }: Pick<TurnState, 'content' | 'session'>): Wording {
  return wording(content, session.language, session.medium);
}
