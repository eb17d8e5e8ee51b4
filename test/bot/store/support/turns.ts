import type { Inbound, Outbound } from '../../../../bot/activity.ts';
import type { Commit, Known, Store, Stored } from '../../../../bot/store/store.ts';
import { newSession } from '../../../../dialogs/session.ts';

export const CONVERSATION = 'bot-service|sms|+13105550100';

export function inbound(id: string, text = `said ${id}`): Inbound {
  return {
    type: 'message',
    id,
    text,
    channelId: 'sms',
    serviceUrl: 'http://127.0.0.1',
    conversation: { id: '+13105550100' },
    from: { id: '+13105550100' },
  };
}

export function outbound(id: string, replyToId: string): Outbound {
  const { channelId, serviceUrl, conversation, from } = inbound(id);
  const addressed = {
    channelId,
    serviceUrl,
    conversation,
    from: { id: 'bot' },
    recipient: from,
    replyToId,
    timestamp: new Date(0).toISOString(),
  };
  return { ...addressed, type: 'message', id, text: `answer ${id}`, textFormat: 'plain', inputHint: 'acceptingInput' };
}

export function turn(from: Known, id: string, more: Partial<Commit> = {}): Commit {
  const session = { ...newSession('en'), turns: from.version + 1 };
  return { from, session, inbound: inbound(id), replies: [outbound(`r-${id}`, id)], ...more };
}

/** One turn on whatever is known. */
export async function speak(store: Store, id: string, more: Partial<Commit> = {}, key = CONVERSATION): Promise<Stored[] | undefined> {
  return store.commit(key, turn(await store.load(key, id), id, more));
}

export const pause = (ms: number) =>
  new Promise<void>((done) => {
    setTimeout(done, ms);
  });
