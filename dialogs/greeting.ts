import type { Reply } from './reply.ts';
import type { Wording } from './wording.ts';

/** What whoever joins a conversation is told first: what this is, what it is not, and the emergency number. */
export function greetingReply({ say }: Wording): Reply {
  const options = (['start', 'call', 'book', 'language'] as const).map((id) => ({
    id,
    label: say(`shortcut.${id}`),
    kind: 'shortcut' as const,
  }));
  return { text: say('greeting'), tone: 'plain', card: 'greeting', options };
}
