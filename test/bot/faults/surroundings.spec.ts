import { expect } from 'chai';
import { sql } from 'kysely';
import { afterEach, describe, it } from 'mocha';
import { converse } from '../../../dialogs/converse.ts';
import { DirectLineClient } from '../support/direct-line-client.ts';
import { startServer, type TestServer } from '../support/start-server.ts';

const pause = (ms: number) =>
  new Promise<void>((done) => {
    setTimeout(done, ms);
  });

describe('a page that does not read', () => {
  it('is cut off before it costs memory, and gets everything when it comes back', async () => {
    const server = await startServer({ env: { RATE_MESSAGES_PER_SECOND: '100000' } });
    const patient = await new DirectLineClient(server.base).start();
    const tab = await patient.listen();
    const watermark = (await tab.until(1)).frames.at(-1)!.watermark;
    const closed = new Promise((done) => tab.socket.once('close', done));
    tab.socket.pause();
    const text = 'x'.repeat(10_000);
    const messages = 500;
    for (let sent = 0; sent < messages; sent += 20) {
      const statuses = await Promise.all(Array.from({ length: 20 }, (_, index) => patient.say(`${sent + index} ${text.slice(10)}`)));
      expect(statuses.every(({ status }) => status === 200)).to.equal(true);
    }
    tab.socket.resume();
    await closed;
    const { activities } = await patient.read(watermark);
    const back = await patient.listen();
    await back.until(1 + 2 * messages);
    back.close();
    await server.close();
    expect(activities).to.have.length(2 * messages);
    expect(back.texts).to.have.length(1 + 2 * messages);
    expect(tab.texts.length).to.be.lessThan(1 + 2 * messages);
  });
});

describe('a disk that is full', () => {
  let server: TestServer;
  afterEach(() => server.close());

  it('acknowledges nothing, still says the emergency text, and goes on when there is room again', async () => {
    server = await startServer({ converse });
    const connector = await server.connector();
    const [conversation, emergency] = [connector.conversation(), connector.conversation()];
    const before = await conversation.say('hello');
    const { db } = server.engine;
    const { rows } = await sql<{ page_count: number }>`pragma page_count`.execute(db);
    await sql`pragma max_page_count = ${sql.lit(rows[0]!.page_count)}`.execute(db);
    const refused = [];
    // What is left in the last pages is filled up.
    while (refused.length < 3) {
      const turn = await connector.conversation().say('my head hurts when I sit up');
      if (turn.status !== 200) refused.push(turn);
    }
    const urgent = await emergency.say('worst headache of my life, it came like a thunderclap');
    const ready = await fetch(`${server.base}/healthz`);
    await sql`pragma max_page_count = 1000000`.execute(db);
    const again = await refused[0]!.sent;
    const late = await connector.post(again);
    const next = await conversation.say('is there parking?');
    expect(before.status).to.equal(200);
    expect(refused.map(({ status }) => status)).to.deep.equal([503, 503, 503]);
    expect(urgent.status).to.equal(503);
    expect(urgent.texts.join(' ')).to.match(/911/);
    expect(ready.status).to.equal(200);
    expect([late.status, next.status]).to.deep.equal([200, 200]);
    expect(late.texts.length).to.be.greaterThan(0);
  });
});

describe('a clock that is set back', () => {
  const { now } = Date;
  let server: TestServer;
  afterEach(async () => {
    Date.now = now;
    await server.close();
  });

  it('changes no order, ends no token, and keeps no reply waiting for the old time', async () => {
    server = await startServer();
    const connector = await server.connector();
    const conversation = connector.conversation();
    const patient = await new DirectLineClient(server.base).start();
    await patient.say('one');
    connector.inject({ status: 500, times: 3 });
    const turn = await conversation.say('hi');
    Date.now = () => now() - 3 * 3_600_000;
    await patient.say('two');
    const { activities } = await patient.read();
    expect(activities.map(({ text }) => text)).to.deep.equal(['hello', 'one', '1: one', 'two', '2: two']);
    expect(turn.texts).to.deep.equal([]);
    await conversation.expectMessage(/1: hi/, 20_000);
    expect((await conversation.say('next')).texts).to.deep.equal(['2: next']);
  });
});

describe('a channel that is busy', () => {
  let server: TestServer;
  afterEach(() => server.close());

  it('is left alone for as long as it asks, and then gets the reply once', async () => {
    server = await startServer();
    const connector = await server.connector();
    const conversation = connector.conversation();
    connector.inject({ status: 429, headers: { 'retry-after': '2' } });
    const turn = await conversation.say('hi');
    const early = connector.calls.filter(({ conversationId }) => conversationId === conversation.id).length;
    await conversation.expectMessage(/1: hi/, 20_000);
    await pause(100);
    const calls = connector.calls.filter(({ conversationId }) => conversationId === conversation.id);
    expect(turn.status).to.equal(200);
    expect(early).to.equal(1);
    expect(calls.map(({ delivered }) => delivered)).to.deep.equal([false, true]);
  });

  it('gets a reply again under the same id when the connection broke after it took it', async () => {
    server = await startServer();
    const connector = await server.connector();
    const conversation = connector.conversation();
    connector.inject({ drop: 'accepted' });
    await conversation.say('hi');
    const calls = connector.calls.filter(({ conversationId, delivered }) => conversationId === conversation.id && delivered);
    expect(calls.length).to.be.at.least(2);
    expect(new Set(calls.map(({ activity }) => `${activity!.id} ${activity!.text}`)).size).to.equal(1);
  });
});
