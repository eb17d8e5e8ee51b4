import type { Reply } from '../../dialogs/reply.ts';
import type { Wording } from '../../dialogs/wording.ts';
import type { Body } from '../activity.ts';
import { adaptiveCard } from './adaptive-card.ts';
import { baseBody } from './buttons.ts';

/** The words as text, which is read out and notified; all that can be pressed on an Adaptive Card below. */
export function teamsBody(reply: Reply, wording: Wording): Body {
  const card = adaptiveCard(reply, wording);
  return {
    // A single line break is none in Teams.
    text: reply.text.replace(/(?<!\n)\n(?!\n)/g, '\n\n'),
    textFormat: 'markdown',
    ...baseBody(reply),
    ...(card && { attachments: [card] }),
  };
}
