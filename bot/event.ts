import type { Event } from '../dialogs/converse.ts';
import { type Inbound, pickedOf, pressedOf } from './activity.ts';
import { isText } from './render/bodies.ts';

/** What an activity means to the conversation; nothing for those that mean nothing to it. */
export function eventOf(activity: Inbound, at: Date): Event | undefined {
  const { locale } = activity;
  const came = someoneJoined(activity);
  if (inCompany(activity))
    return came || activity.type === 'message' ? { kind: 'notice', say: 'teams.group', once: came, locale, at } : undefined;
  if (came) return { kind: 'joined', locale, at };
  if (activity.type !== 'message') return undefined;
  const pressed = pressedOf(activity);
  const picked = pickedOf(activity) ?? pressed?.picked;
  const medium = isText(activity.channelId) ? ('sms' as const) : undefined;
  return {
    kind: 'message',
    message: { text: unmentioned(activity).trim() || (pressed?.text ?? ''), ...(picked && { picked }), medium, locale, at },
  };
}

function someoneJoined({ type, action, membersAdded, recipient }: Inbound): boolean {
  // Teams tells of an installation once more in this way; who was greeted is not greeted again.
  if (type === 'installationUpdate') return typeof action === 'string' && action.startsWith('add');
  return type === 'conversationUpdate' && (membersAdded ?? []).some(({ id }) => id !== recipient?.id);
}

/** Others read along, so that nothing is asked. */
function inCompany({ channelId, conversation }: Inbound): boolean {
  return channelId === 'msteams' && ['groupChat', 'channel'].includes(String(conversation.conversationType));
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
