import { type Activity, isPatients } from './activity.ts';
import type { State } from './conversation.ts';

/** The conversation as it stands on the screen. */
export interface View {
  messages: Activity[];
  /** The bot's last turn begins here; only its buttons can still be tapped. */
  turn: number;
  /** The bot owes an answer. */
  waiting: boolean;
  live: boolean;
  /** There is a result or a summary to take along. */
  ended: boolean;
}

/** Until the conversation has begun its greeting stands in for it: the first word can be read, and answered, before the bot is reached. */
export function viewOf({ activities, outbox, link, fresh }: State, greeting: Activity): View {
  const said = activities.filter(({ type, text }) => type === 'message' && text);
  const messages = said.length === 0 && fresh ? [greeting] : said;
  const ended = messages.some(({ semanticAction, channelData }) => semanticAction?.entities?.outcome || channelData?.card === 'summary');
  const turn = messages.findLastIndex(isPatients) + 1;
  const open = outbox.some(({ state }) => state !== 'refused');
  const owed = open || (messages.length > 0 && turn === messages.length);
  return { messages, turn, waiting: owed || (messages.length === 0 && link !== 'down'), live: !open, ended };
}

export function questionOf({ semanticAction }: Activity): string | undefined {
  return semanticAction?.entities?.question?.id;
}

/** Where the eye belongs after a turn: the result if there is one, else the question, else the first reply. */
export function focusOf(turn: Activity[]): Activity | undefined {
  const result = turn.find(({ semanticAction, channelData }) => semanticAction?.entities?.outcome && channelData?.links?.length);
  return result ?? turn.findLast((activity) => questionOf(activity)) ?? turn[0];
}
