import type { Event } from '../dialogs/converse.ts';
import { type Inbound, pickedOf } from './activity.ts';
import { isText } from './render/bodies.ts';

/** What an activity means to the conversation; nothing for those that mean nothing to it. */
export function eventOf(activity: Inbound, at: Date): Event | undefined {
  const { locale } = activity;
  if (activity.type === 'conversationUpdate') return someoneJoined(activity) ? { kind: 'joined', locale, at } : undefined;
  if (activity.type !== 'message') return undefined;
  const picked = pickedOf(activity);
  const medium = isText(activity.channelId) ? ('sms' as const) : undefined;
  return { kind: 'message', message: { text: unmentioned(activity).trim(), ...(picked && { picked }), medium, locale, at } };
}

function someoneJoined({ membersAdded, recipient }: Inbound): boolean {
  return (membersAdded ?? []).some(({ id }) => id !== recipient?.id);
}

/** In Teams the bot's own name is part of the text when it was called by it. Others' names stay, without their tags. */
function unmentioned({ text = '', channelId, entities = [], recipient }: Inbound): string {
  if (channelId !== 'msteams') return text;
  let rest = text;
  for (const entity of entities) {
    if (entity.type !== 'mention' || typeof entity.text !== 'string' || entity.text === '') continue;
    if (idOf(entity.mentioned) === recipient?.id) rest = rest.replaceAll(entity.text, ' ');
  }
  return rest.replace(/<\/?at(?: [^>]{0,100})?>/g, '').replace(/\s+/g, ' ');
}

function idOf(account: unknown): unknown {
  return typeof account === 'object' && account !== null && 'id' in account ? account.id : undefined;
}
