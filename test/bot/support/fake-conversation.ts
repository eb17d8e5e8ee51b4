import type { converse } from '../../../dialogs/converse.ts';
import { newSession } from '../../../dialogs/session.ts';

/** Says how many messages it has heard and repeats the latest: enough to see order, loss and doubles. */
export const fakeConversation: typeof converse = async (_content, before, event) => {
  const session = before ?? newSession('en');
  if (event.kind === 'joined') {
    return { session: { ...session, greeted: true }, replies: session.greeted ? [] : [{ text: 'hello', tone: 'plain', card: 'greeting' }] };
  }
  if (event.kind === 'notice') return { session, replies: event.say ? [{ text: event.say, tone: 'plain' }] : [] };
  if (event.kind === 'check-in') return { session, replies: [{ text: 'are you there?', tone: 'plain' }] };
  const { text, picked } = event.message;
  if (text === 'throw') throw new Error('a patient wrote: throw');
  const turns = session.turns + 1;
  const said = `${turns}: ${text}${picked ? ` picked ${picked.question}=${picked.options.join('+')}` : ''}`;
  return { session: { ...session, turns }, replies: [{ text: said, tone: 'plain' }] };
};
