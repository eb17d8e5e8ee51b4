import type { Reply } from '../../dialogs/reply.ts';
import type { Body } from '../activity.ts';
import { answersFirst, baseBody, heroCard, linkButton, optionButton } from './buttons.ts';

/** Buttons under the message; calls and bookings on a card. The clinic's page lays it out by the channel data instead. */
export function webBody(reply: Reply): Body {
  const { text, tone, card, pick, links, lines } = reply;
  const options = answersFirst(reply.options);
  return {
    text,
    textFormat: 'markdown',
    ...baseBody(reply),
    ...(options.length > 0 && { suggestedActions: { to: [], actions: options.map(optionButton) } }),
    ...(links?.length && { attachments: [heroCard(links.map(linkButton))] }),
    channelData: {
      tone,
      card,
      pick,
      ...(options.length > 0 && { options }),
      ...(links?.length && { links }),
      ...(lines?.length && { lines }),
    },
  };
}
