import type { Reply } from '../../dialogs/reply.ts';
import type { Wording } from '../../dialogs/wording.ts';
import type { Body } from '../activity.ts';
import { answersFirst, baseBody, heroCard, linkButton, optionButton } from './buttons.ts';

/** Teams shows three suggested actions at most, so that everything to press is on a card. */
export function teamsBody(reply: Reply, _wording: Wording): Body {
  const buttons = [...answersFirst(reply.options).map(optionButton), ...(reply.links ?? []).map(linkButton)];
  return {
    text: reply.text,
    textFormat: 'markdown',
    ...baseBody(reply),
    ...(buttons.length > 0 && { attachments: [heroCard(buttons)] }),
  };
}
