import type { Reply } from '../../dialogs/reply.ts';
import type { Body } from '../activity.ts';
import { smsBodies } from './sms.ts';
import { teamsBody } from './teams.ts';
import { webBody } from './web.ts';

/** The replies of one turn, as the channel can show them. */
export function bodies(replies: Reply[], channelId: string): Body[] {
  if (channelId === 'sms') return smsBodies(replies);
  return replies.map(channelId === 'msteams' ? teamsBody : webBody);
}
