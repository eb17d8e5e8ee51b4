import type { Reply } from '../../dialogs/reply.ts';
import type { Wording } from '../../dialogs/wording.ts';
import type { Body } from '../activity.ts';
import { smsBodies } from './sms.ts';
import { teamsBody } from './teams.ts';
import { webBody } from './web.ts';

/** The replies of one turn, as the channel can show them. */
export function bodies(replies: Reply[], channelId: string, wording: Wording): Body[] {
  if (isText(channelId)) return smsBodies(replies, wording);
  if (channelId === 'msteams') return replies.map((reply) => teamsBody(reply, wording));
  return replies.map((reply) => webBody(channelId === 'webchat' ? broken(reply) : reply));
}

/** A single line break is none in Markdown: two spaces before it make it one. The clinic's own page keeps lines as they are. */
function broken(reply: Reply): Reply {
  return { ...reply, text: reply.text.replace(/(?<!\n)\n(?!\n)/g, '  \n') };
}

/** Text messages, through Azure or without. */
export function isText(channelId: string): boolean {
  return channelId === 'sms' || channelId === TWILIO;
}

/** How replies are marked that leave by Twilio. */
export const TWILIO = 'twilio-sms';
