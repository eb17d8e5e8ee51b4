import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { readKeys } from '../../bot/store/key.ts';
import { openStore } from '../../bot/store/open-store.ts';
import type { BotConnector } from '../support/connector.ts';
import { startServer, type TestServer } from './support/start-server.ts';

/** A send is tried three times before it is left to the outbox. */
const TRIES_OF_ONE_SEND = 3;

describe('the outbox', () => {
  let server: TestServer;
  let connector: BotConnector;

  beforeEach(async () => {
    server = await startServer();
    connector = await server.connector();
  });
  afterEach(() => server.close());

  const delivered = (conversation: string) => connector.calls.filter((call) => call.conversationId === conversation && call.delivered);

  it('sends later what the channel refused, once, as the answer to its message', async () => {
    const conversation = connector.conversation();
    connector.inject({ status: 500, times: TRIES_OF_ONE_SEND });
    const turn = await conversation.say('hi');
    expect(turn.status).to.equal(200);
    const late = await conversation.expectMessage(/1: hi/, 20_000);
    expect(late.replyToId).to.equal(turn.sent.id);
    expect(late.recipient!.id).to.equal(conversation.user.id);
    await until(async () => (await server.store.backlog()).undelivered === 0);
    expect(delivered(conversation.id)).to.have.length(1);
  });

  it('does not run the turn again when its message is delivered again meanwhile', async () => {
    const conversation = connector.conversation();
    connector.inject({ status: 500, times: TRIES_OF_ONE_SEND });
    const turn = await conversation.say('hi');
    expect((await conversation.redeliver(turn)).status).to.equal(200);
    await conversation.expectMessage(/1: hi/, 20_000);
    expect((await conversation.say('next')).texts).to.deep.equal(['2: next']);
    expect(delivered(conversation.id)).to.have.length(2);
  });

  it('delivers when the connection was lost on the way there', async () => {
    const conversation = connector.conversation();
    connector.inject({ drop: 'lost' });
    await conversation.say('hi');
    await conversation.expectMessage(/1: hi/, 20_000);
    expect(delivered(conversation.id)).to.have.length(1);
  });

  it('has delivered when only the answer to the delivery was lost', async () => {
    const conversation = connector.conversation();
    connector.inject({ drop: 'accepted' });
    const turn = await conversation.say('hi');
    expect(turn.status).to.equal(200);
    expect(delivered(conversation.id).map((call) => call.activity!.replyToId)).to.include(turn.sent.id);
    await until(async () => (await server.store.backlog()).undelivered === 0);
  });

  it('has nothing to send again when it ended in order', async () => {
    await connector.conversation().say('hi');
    await server.close();
    const { store } = await openStore(server.config.store, readKeys(server.config));
    const left = await store.backlog();
    await store.close();
    server = await startServer();
    expect(left).to.deep.equal({ undelivered: 0, age: 0 });
  });

  it('lets no channel that hangs hold the turn for longer than a channel waits', async () => {
    const conversation = connector.conversation();
    connector.inject({ delayMs: 12_000 });
    const turn = await conversation.say('hi');
    expect(turn.status).to.equal(200);
    await conversation.expectMessage(/1: hi/, 20_000);
  });
});

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 500; tries++) {
    if (await holds()) return;
    await new Promise((done) => setTimeout(done, 20));
  }
  throw new Error('it never came to hold');
}
