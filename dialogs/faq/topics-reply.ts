import type { Faq } from '../../content/load-faq.ts';
import type { Reply, ReplyOption } from '../reply.ts';
import type { Wording } from '../wording.ts';

/** The groups to choose from, or the questions of one. */
export function topicsReply({ groups }: Faq, wording: Wording, group?: string): Reply {
  const chosen = groups.find(({ id }) => id === group);
  const shortcut = (id: string, label: string): ReplyOption => ({ id, label, kind: 'shortcut' });
  if (chosen)
    return {
      text: `**${chosen.label[wording.language]}**`,
      tone: 'plain',
      card: 'answer',
      options: [
        ...chosen.entries.map(({ id, languages }) => shortcut(id, languages[wording.language].question)),
        shortcut('topics', wording.say('shortcut.topics')),
      ],
    };
  return {
    text: wording.say('faq.topics'),
    tone: 'plain',
    card: 'answer',
    options: groups.map(({ id, label }) => shortcut(id, label[wording.language])),
  };
}
