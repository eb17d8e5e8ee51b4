import { randomInt } from 'node:crypto';
import { expect } from 'chai';
import fc from 'fast-check';
import { after, before, describe, it } from 'mocha';
import { type BotProcess, startBot } from '../support/bot-process.ts';
import { BotConnector } from '../support/connector.ts';
import { DirectLineClient } from './support/direct-line-client.ts';

const LONG = process.env.TEST_LONG === '1';
const COUNT = LONG ? 20_000 : 2_000;
const AT_ONCE = 16;
const SEED = Number(process.env.FUZZ_SEED ?? randomInt(2 ** 31));

const nasty = fc.constantFrom(
  '',
  ' ',
  '\u0000',
  '\ud800',
  '\u202e\u200f\ufeff',
  '__proto__',
  'constructor',
  '../../etc/passwd',
  "'; drop table conversations; --",
  '<script>alert(1)</script>',
  '{{7*7}}#{7*7}%s%n',
  '\r\nSet-Cookie: a=b',
  '9'.repeat(400),
  '1/'.repeat(300),
  '🤕'.repeat(200),
  'NaN',
  'red-flags',
  '911',
  '-1',
  '1e999',
);
const speech = fc.constantFrom(
  'hi',
  'none',
  'yes',
  'no sé',
  '1, 3',
  'my head hurts when I stand up',
  'start over',
  'worst headache of my life',
  '8',
  'back',
  'español',
);
const string = fc.oneof(
  { weight: 3, arbitrary: speech },
  { weight: 2, arbitrary: nasty },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 300 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 2_000 }) },
);
const anything = fc
  .anything({ maxDepth: 4, maxKeys: 6, withNullPrototype: false })
  .map((value) => JSON.parse(JSON.stringify(value ?? null) ?? 'null'));
const account = fc.record({ id: string, name: string, role: string }, { requiredKeys: ['id'] });
const type = fc.constantFrom(
  'message',
  'message',
  'message',
  'message',
  'conversationUpdate',
  'typing',
  'event',
  'invoke',
  'endOfConversation',
  'x',
);
/** Of the right shape, with values that nobody expects. */
const shaped = fc.record(
  {
    type,
    text: string,
    locale: string,
    from: account,
    recipient: account,
    membersAdded: fc.array(account, { maxLength: 5 }),
    entities: fc.array(fc.record({ type: string, text: string, mentioned: account }), { maxLength: 5 }),
    attachments: fc.array(fc.dictionary(string, anything, { maxKeys: 4 }), { maxLength: 3 }),
    channelData: fc.oneof(anything, fc.record({ picked: fc.record({ question: string, options: fc.array(string, { maxLength: 6 }) }) })),
    value: anything,
    deliveryMode: fc.constantFrom('expectReplies', 'normal', 'x'),
    timestamp: string,
    textFormat: string,
  },
  { requiredKeys: ['type', 'from'] },
);
/** Of a shape that is wrong somewhere. */
const broken = fc.tuple(
  shaped,
  fc.dictionary(
    fc.constantFrom('type', 'id', 'text', 'from', 'conversation', 'channelId', 'serviceUrl', 'channelData', 'entities'),
    anything,
  ),
);
const channelId = fc.constantFrom('webchat', 'msteams', 'sms', 'emulator', 'directline', 'x\u0000y');

describe(`${COUNT} activities that nobody expects (FUZZ_SEED=${SEED})`, function () {
  this.timeout(LONG ? 1_200_000 : 240_000);
  let bot: BotProcess;
  let connector: BotConnector;
  let page: DirectLineClient;

  before(async () => {
    const unlimited = { RATE_MESSAGES_PER_SECOND: '1000000', OUTBOUND_SECONDS: '2' };
    bot = await startBot(unlimited);
    connector = await BotConnector.start({ endpoint: `${bot.base}/api/messages`, timeoutMs: 60_000 });
    page = await new DirectLineClient(bot.base).start();
  });
  after(async () => {
    bot.stop('SIGKILL');
    await connector.close();
  });

  async function heap(): Promise<number> {
    const text = await (await fetch(`${bot.base}/metrics`)).text();
    return Number(/^nodejs_heap_size_used_bytes (\S+)/m.exec(text)![1]) / 1e6;
  }

  function sample<T>(what: fc.Arbitrary<T>, count: number, seed: number): T[] {
    return fc.sample(what, { numRuns: count, seed });
  }

  it('get an answer below 500 each, end no process, and leave no memory behind', async () => {
    const conversations = Array.from({ length: 40 }, (_, index) => connector.conversation(index % 3 ? {} : { channelId: 'msteams' }));
    const wrong: string[] = [];
    const seen = new Map<number, number>();
    const note = (status: number, what: unknown) => {
      seen.set(status, (seen.get(status) ?? 0) + 1);
      if (status === 0 || status >= 500) wrong.push(`${status} ${JSON.stringify(what).slice(0, 500)}`);
    };
    const post = async (index: number, activity: object) => {
      const conversation = conversations[index % conversations.length]!;
      const { type, id, channelId, conversation: where, serviceUrl } = conversation.wrap({});
      note((await connector.post({ type, id, channelId, conversation: where, serviceUrl, ...activity })).status, activity);
    };
    const say = async (activity: object) => {
      note((await page.call('POST', `/conversations/${page.conversationId}/activities`, activity)).status, activity);
    };
    const rounds = 10;
    const each = COUNT / rounds;
    // The least of a stretch is near what is left when garbage is collected: half-way, when caches are full and code is compiled; at the end.
    const least = { halfWay: Number.POSITIVE_INFINITY, end: Number.POSITIVE_INFINITY };
    for (let round = 0; round < rounds; round++) {
      const good = sample(shaped, each * 0.6, SEED + round);
      const bad = sample(broken, each * 0.2, SEED + round).map(([activity, changes]) => ({ ...activity, ...changes }));
      const odd = sample(fc.tuple(shaped, channelId), each * 0.2, SEED + round).map(([activity, channel]) => ({
        ...activity,
        channelId: channel,
      }));
      const all = [...good, ...bad, ...odd];
      for (let start = 0; start < all.length; start += AT_ONCE) {
        const some = all.slice(start, start + AT_ONCE);
        await Promise.all(some.map((activity, index) => ((start + index) % 5 === 4 ? say(activity) : post(start + index, activity))));
        if (round === 3 || round === 4) least.halfWay = Math.min(least.halfWay, await heap());
        if (round >= rounds - 2) least.end = Math.min(least.end, await heap());
      }
    }
    expect(wrong).to.deep.equal([]);
    expect(seen.get(200)).to.be.greaterThan(COUNT / 3);
    expect(seen.get(400)).to.be.greaterThan(COUNT / 50);
    expect((await fetch(`${bot.base}/readyz`)).status).to.equal(200);
    expect(bot.log.join('')).to.not.match(/uncaughtException|unhandledRejection|"turn failed"/);
    expect(least.end, `MB of heap, ${least.halfWay} half-way`).to.be.lessThan(least.halfWay + 30);
  });
});
