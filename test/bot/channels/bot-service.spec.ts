import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import type { BotConnector, WireActivity } from '../../support/connector.ts';
import { startServer, type TestServer } from '../support/start-server.ts';

describe('POST /api/messages', () => {
  let server: TestServer;
  let connector: BotConnector;

  before(async () => {
    server = await startServer();
    connector = await server.connector();
  });
  after(() => server.close());

  const post = (body: string, headers: Record<string, string> = {}) =>
    fetch(`${server.base}/api/messages`, { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } });

  describe('what is malformed', () => {
    const nested = (depth: number) => JSON.parse(`${'{"in":'.repeat(depth)}1${'}'.repeat(depth)}`);
    const changes: [name: string, change: (activity: WireActivity) => unknown, status: number][] = [
      ['nothing in it', () => ({}), 400],
      ['a list', () => [], 400],
      ['null', () => null, 400],
      ['a string', () => 'hello', 400],
      ['no type', ({ type, ...rest }) => rest, 400],
      ['no id', ({ id, ...rest }) => rest, 400],
      ['an empty id', (activity) => ({ ...activity, id: '' }), 400],
      ['a number as id', (activity) => ({ ...activity, id: 7 }), 400],
      ['no channelId', ({ channelId, ...rest }) => rest, 400],
      ['no serviceUrl', ({ serviceUrl, ...rest }) => rest, 400],
      ['no conversation', ({ conversation, ...rest }) => rest, 400],
      ['a conversation without id', (activity) => ({ ...activity, conversation: {} }), 400],
      ['a conversation that is a string', (activity) => ({ ...activity, conversation: 'c' }), 400],
      ['no from', ({ from, ...rest }) => rest, 400],
      ['a number as from.id', (activity) => ({ ...activity, from: { id: 1 } }), 400],
      ['a number as text', (activity) => ({ ...activity, text: 5 }), 400],
      ['an object as text', (activity) => ({ ...activity, text: {} }), 400],
      ['null as text', (activity) => ({ ...activity, text: null }), 400],
      ['a number as locale', (activity) => ({ ...activity, locale: 5 }), 400],
      ['members that are no list', (activity) => ({ ...activity, membersAdded: {} }), 400],
      ['a pick without a question', (activity) => ({ ...activity, channelData: { picked: { options: [] } } }), 400],
      ['text of 10,001 characters', (activity) => ({ ...activity, text: 'x'.repeat(10_001) }), 400],
      ['65 levels', (activity) => ({ ...activity, value: nested(64) }), 400],
      ['more than 64 KB', (activity) => ({ ...activity, value: 'x'.repeat(66_000) }), 413],
      ['a service elsewhere', (activity) => ({ ...activity, serviceUrl: 'http://169.254.169.254/' }), 400],
      ['a service by https on loopback', (activity) => ({ ...activity, serviceUrl: 'https://127.0.0.1/' }), 400],
      ['a service that only looks like loopback', (activity) => ({ ...activity, serviceUrl: 'http://127.0.0.1.evil.test/' }), 400],
      ['a service with a password', (activity) => ({ ...activity, serviceUrl: 'http://a:b@127.0.0.1/' }), 400],
      ['a service that is no address', (activity) => ({ ...activity, serviceUrl: 'here' }), 400],
    ];
    for (const [name, change, status] of changes) {
      it(`${name}: ${status}, told as JSON, nothing stored, nothing sent`, async () => {
        const conversation = connector.conversation();
        const activity = conversation.wrap({ text: 'hi' });
        const response = await post(JSON.stringify(change(activity)));
        await expectFault(response, status);
        expect((await server.store.load(`bot-service|webchat|${conversation.id}`, 'any')).version).to.equal(0);
        expect(connector.calls.filter((call) => call.conversationId === conversation.id)).to.deep.equal([]);
      });
    }

    const raw: [name: string, body: string, headers: Record<string, string>, status: number][] = [
      ['no JSON', '{"type":', {}, 400],
      ['no body', '', {}, 400],
      ['another content type', '{"type":"message"}', { 'content-type': 'text/plain' }, 400],
      ['a character set that is none', '{"type":"message"}', { 'content-type': 'application/json; charset=klingon' }, 415],
      ['JSON nested 10,000 levels', `${'['.repeat(10_000)}${']'.repeat(10_000)}`, {}, 400],
      ['objects nested 10,000 levels', `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`, {}, 400],
    ];
    for (const [name, body, headers, status] of raw) {
      it(`${name}: ${status}`, async () => expectFault(await post(body, headers), status));
    }

    async function expectFault(response: Response, status: number) {
      const text = await response.text();
      expect(response.status, text).to.equal(status);
      expect(response.headers.get('content-type')).to.match(/^application\/json/);
      const { error } = JSON.parse(text);
      expect(error.code).to.be.a('string').and.not.equal('');
      expect(error.message).to.be.a('string').and.not.equal('');
      expect(text).to.not.match(/node_modules|\.ts:\d|at .+\(/);
    }
  });

  it('takes 10,000 characters and 64 levels', async () => {
    const text = 'x'.repeat(10_000);
    const value = JSON.parse(`${'{"in":'.repeat(63)}1${'}'.repeat(63)}`);
    const turn = await connector.conversation().say(text, { value });
    expect(turn.status).to.equal(200);
    expect(turn.texts).to.deep.equal([`1: ${text}`]);
  });

  it('takes a message without text, such as a picture, as one that says nothing', async () => {
    const turn = await connector
      .conversation()
      .send({ type: 'message', attachments: [{ contentType: 'image/png', contentUrl: 'https://x.test/a.png' }] });
    expect(turn.status).to.equal(200);
    expect(turn.texts).to.deep.equal(['1: ']);
  });

  it('understands what was picked in a list', async () => {
    const picked = { question: 'red-flags', options: ['fever', 'vision'] };
    const turn = await connector.conversation().say('Fever, vision', { channelData: { picked } });
    expect(turn.texts).to.deep.equal(['1: Fever, vision picked red-flags=fever+vision']);
  });

  it('strips the mention of the bot in Teams', async () => {
    const turn = await connector.conversation({ channelId: 'msteams' }).mention('my head hurts');
    expect(turn.texts).to.deep.equal(['1: my head hurts']);
  });

  it('greets when somebody else than the bot joins, once', async () => {
    const conversation = connector.conversation();
    const [bot, user] = await conversation.join();
    const again = await conversation.join();
    expect(bot!.texts).to.deep.equal([]);
    expect(user!.texts).to.deep.equal(['hello']);
    expect(again.flatMap(({ status, texts }) => [status, ...texts])).to.deep.equal([200, 200]);
  });

  it('answers 200 and says nothing to what is no message', async () => {
    const conversation = connector.conversation();
    const turns = [
      await conversation.typing(),
      await conversation.event('webchat/join'),
      await conversation.end(),
      await conversation.invoke('x'),
    ];
    expect(turns.map(({ status, activities }) => [status, activities.length])).to.deep.equal(Array(4).fill([200, 0]));
  });

  it('answers a burst of 20 one by one, each with a reply of its own', async () => {
    const conversation = connector.conversation();
    const turns = await Promise.all(Array.from({ length: 20 }, (_, index) => conversation.say(`m${index}`)));
    expect(turns.every(({ status }) => status === 200)).to.equal(true);
    const replies = connector.calls.filter((call) => call.conversationId === conversation.id).map((call) => call.activity!);
    expect(replies.map(({ replyToId }) => replyToId).sort()).to.deep.equal(turns.map(({ sent }) => sent.id).sort());
    const counted = replies.map(({ text }) => Number.parseInt(text!, 10));
    expect(counted).to.deep.equal(Array.from({ length: 20 }, (_, index) => index + 1));
  });

  describe('the same activity again', () => {
    it('gets 200 and nothing more, one after the other', async () => {
      const conversation = connector.conversation();
      const first = await conversation.say('once');
      const again = [];
      for (let time = 0; time < 4; time++) again.push(await conversation.redeliver(first));
      expect(again.map(({ status, calls }) => [status, calls.length])).to.deep.equal(Array(4).fill([200, 0]));
      expect((await conversation.say('next')).texts).to.deep.equal(['2: next']);
    });

    it('gets 200 and nothing more, five at once', async () => {
      const conversation = connector.conversation();
      const activity = conversation.wrap({ text: 'once' });
      const turns = await Promise.all(Array.from({ length: 5 }, () => connector.post(activity)));
      expect(turns.map(({ status }) => status)).to.deep.equal(Array(5).fill(200));
      expect(connector.calls.filter((call) => call.conversationId === conversation.id)).to.have.length(1);
    });

    it('returns the stored replies when they are expected in the answer', async () => {
      const conversation = connector.conversation();
      const first = await conversation.say('once', { deliveryMode: 'expectReplies' });
      const again = await conversation.redeliver(first);
      expect(first.texts).to.deep.equal(['1: once']);
      expect(first.activities[0]!.replyToId).to.equal(first.sent.id);
      expect(again.body).to.deep.equal(first.body);
      expect(connector.calls.filter((call) => call.conversationId === conversation.id)).to.deep.equal([]);
    });

    it('is another one in another conversation or on another channel', async () => {
      const id = 'the-same';
      const [one, two] = [connector.conversation(), connector.conversation()];
      const other = connector.conversation({ id: one.id, channelId: 'emulator' });
      const turns = [await one.say('a', { id }), await two.say('b', { id }), await other.say('c', { id })];
      expect(turns.flatMap(({ texts }) => texts)).to.deep.equal(['1: a', '1: b', '1: c']);
    });
  });

  describe('who may call without an app id', () => {
    for (const header of ['x-forwarded-for', 'forwarded', 'x-real-ip', 'via', 'x-forwarded-host']) {
      it(`not who came through a proxy that says so by ${header}`, async () => {
        const turn = await connector.conversation().say('hi', {}, { headers: { [header]: '127.0.0.1' } });
        expect(turn.status).to.equal(404);
        expect(turn.calls).to.deep.equal([]);
      });
    }

    it('finds no door, malformed or not', async () => {
      expect((await post('{', { 'x-forwarded-for': '10.0.0.1' })).status).to.equal(404);
    });
  });
});

describe('POST /api/messages with an app id', () => {
  let server: TestServer;
  const app = { MicrosoftAppId: 'app', MicrosoftAppPassword: 'secret', MicrosoftAppTenantId: 'tenant' };

  before(async () => {
    server = await startServer({ env: app });
  });
  after(() => server.close());

  async function post(serviceUrl: string, headers: Record<string, string> = {}) {
    const activity = {
      type: 'message',
      id: '1',
      channelId: 'webchat',
      serviceUrl,
      conversation: { id: 'c' },
      from: { id: 'u' },
      text: 'hi',
    };
    const body = JSON.stringify(activity);
    const response = await fetch(`${server.base}/api/messages`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', ...headers },
    });
    return { status: response.status, text: await response.text() };
  }

  it('refuses who does not prove to be the Bot Framework, and says no more', async () => {
    const answers = [
      await post('https://webchat.botframework.com/'),
      await post('https://webchat.botframework.com/', { authorization: 'Bearer garbage' }),
      await post('https://webchat.botframework.com/', { 'x-forwarded-for': '10.0.0.1' }),
    ];
    expect(answers.map(({ status }) => status)).to.deep.equal([401, 401, 401]);
    for (const { text } of answers) expect(Object.keys(JSON.parse(text).error)).to.deep.equal(['code', 'message']);
  });

  for (const url of [
    'http://127.0.0.1:1/',
    'https://evil.test/',
    'http://webchat.botframework.com/',
    'https://botframework.com.evil.test/',
  ]) {
    it(`refuses the service at ${url}`, async () => expect((await post(url)).status).to.equal(400));
  }
});
