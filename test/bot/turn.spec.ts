import { expect } from 'chai';
import { afterEach, describe, it } from 'mocha';
import type { converse } from '../../dialogs/converse.ts';
import { wording } from '../../dialogs/wording.ts';
import { DirectLineClient } from './support/direct-line-client.ts';
import { fakeConversation } from './support/fake-conversation.ts';
import { startServer, type TestServer, testContent } from './support/start-server.ts';

describe('a turn', () => {
  let server: TestServer;
  afterEach(() => server.close());

  const apology = (language: 'en' | 'es') => wording(testContent(), language).say('error.turn');

  describe('in which the conversation fails', () => {
    it('still tells the patient where to turn, and forgets nothing told before', async () => {
      server = await startServer();
      const conversation = (await server.connector()).conversation();
      await conversation.say('one');
      const failed = await conversation.say('throw');
      const next = await conversation.say('two');
      expect(failed.status).to.equal(200);
      expect(failed.texts).to.deep.equal([apology('en')]);
      expect(failed.messages[0]!.replyToId).to.equal(failed.sent.id);
      expect(next.texts).to.deep.equal(['2: two']);
    });

    it('says it in the language of the patient when that is all that is known', async () => {
      server = await startServer();
      const turn = await (await server.connector()).conversation({ locale: 'es-US' }).say('throw');
      expect(turn.texts).to.deep.equal([apology('es')]);
    });

    it('says it on the page too', async () => {
      server = await startServer();
      const patient = await new DirectLineClient(server.base).start();
      await patient.say('throw');
      expect((await patient.read()).activities.at(-1)!.text).to.equal(apology('en'));
    });

    it('leaves no message without a reply', async () => {
      const silent: typeof converse = async (...turn) => ({ ...(await fakeConversation(...turn)), replies: [] });
      server = await startServer({ converse: silent });
      expect((await (await server.connector()).conversation().say('hi')).texts).to.deep.equal([apology('en')]);
    });

    it('logs where, and never what was said', async () => {
      server = await startServer();
      const turn = await (await server.connector()).conversation().say('throw');
      const log = server.logged.join('');
      expect(turn.status).to.equal(200);
      expect(log)
        .to.match(/turn failed/)
        .and.match(/fake-conversation/);
      expect(log).to.not.match(/a patient wrote/);
    });
  });

  describe('in which the store fails', () => {
    const urgent: typeof converse = async (content, before, event) => {
      const turn = await fakeConversation(content, before, event);
      return event.kind === 'message' && event.message.text === 'worst ever'
        ? { ...turn, replies: [{ text: 'Call 911 now', tone: 'urgent', card: 'emergency' }, ...turn.replies] }
        : turn;
    };
    const broken =
      (when: () => boolean) =>
      (real: TestServer['store']): TestServer['store'] => ({
        ...real,
        commit: (...turn) => (when() ? Promise.reject(new Error('disk full')) : real.commit(...turn)),
      });

    it('still says the emergency text, asks the channel to deliver again, and then answers as if nothing had been', async () => {
      let down = true;
      server = await startServer({ converse: urgent, store: broken(() => down) });
      const conversation = (await server.connector()).conversation();
      const emergency = await conversation.say('worst ever');
      const other = await conversation.say('hello');
      down = false;
      const again = await conversation.redeliver(other);
      expect([emergency.status, other.status, again.status]).to.deep.equal([503, 503, 200]);
      expect([...emergency.messages, ...other.messages].map(({ replyToId }) => replyToId)).to.deep.equal([undefined, undefined]);
      expect(again.messages.map(({ replyToId }) => replyToId)).to.deep.equal([other.sent.id]);
      expect(emergency.texts).to.deep.equal(['Call 911 now']);
      expect(other.texts).to.deep.equal([apology('en')]);
      expect(again.texts).to.deep.equal(['1: hello']);
      expect(JSON.stringify([emergency.body, other.body])).to.not.match(/disk full/);
    });

    it('says a notice again under the same id, tells each message of it once, and gives each message one answer in the end', async () => {
      let down = true;
      server = await startServer({ converse: urgent, store: broken(() => down) });
      const connector = await server.connector();
      const conversation = connector.conversation();
      const said = [await conversation.say('worst ever'), await conversation.say('hello')] as const;
      const turns = [...said, await conversation.redeliver(said[0]), await conversation.redeliver(said[1])];
      down = false;
      const answered = [await conversation.redeliver(said[0]), await conversation.redeliver(said[1])];
      const ids = (text: string) =>
        connector.calls.flatMap(({ activity }) => (activity?.text === text && !activity.replyToId ? activity.id! : []));
      expect(turns.map(({ status }) => status)).to.deep.equal([503, 503, 503, 503]);
      expect(ids('Call 911 now')).to.have.length(2);
      expect(new Set(ids('Call 911 now')).size).to.equal(1);
      expect(ids(apology('en'))).to.have.length(1);
      expect(answered.map(({ texts }) => texts)).to.deep.equal([['Call 911 now', '1: worst ever'], ['2: hello']]);
      expect(answered.flatMap(({ messages, sent }) => messages.map(({ replyToId }) => replyToId === sent.id))).to.deep.equal([
        true,
        true,
        true,
      ]);
    });

    it('does not acknowledge on the page what it did not keep', async () => {
      let down = false;
      server = await startServer({ store: broken(() => down) });
      const patient = await new DirectLineClient(server.base).start();
      down = true;
      const lost = await patient.say('hi', { channelData: { clientActivityID: 'm' } });
      down = false;
      const kept = await patient.say('hi', { channelData: { clientActivityID: 'm' } });
      expect([lost.status, kept.status]).to.deep.equal([503, 200]);
      expect((await patient.read()).activities.map(({ text }) => text)).to.deep.equal(['hello', 'hi', '1: hi']);
    });
  });

  it('is thought through again when another process came first', async () => {
    let overtaken = 2;
    server = await startServer({
      store: (real) => ({ ...real, commit: async (...turn) => (overtaken-- > 0 ? undefined : real.commit(...turn)) }),
    });
    expect((await (await server.connector()).conversation().say('hi')).texts).to.deep.equal(['1: hi']);
  });

  it('begins with the warning of a demonstration, once', async () => {
    server = await startServer({ demoBanner: true });
    const conversation = (await server.connector()).conversation();
    const [first, second] = [await conversation.say('one', { deliveryMode: 'expectReplies' }), await conversation.say('two')];
    expect(first.texts).to.deep.equal([wording(testContent(), 'en').say('demo'), '1: one']);
    expect(second.texts).to.deep.equal(['2: two']);
  });
});
