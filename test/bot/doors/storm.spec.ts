import { expect } from 'chai';
import fc from 'fast-check';
import { after, before, describe, it } from 'mocha';
import type { BotConnector } from '../../support/connector.ts';
import { TwilioStandIn } from '../../support/twilio-stand-in.ts';
import { startServer, type TestServer } from '../support/start-server.ts';

const PUBLIC = 'https://bot.clinic.test';
const MESSAGES = 1_000;
const PATIENTS = 40;

/** A thousand messages through three doors: some delivered twice or thrice, out of order, and many at once. */
describe('a storm of redeliveries, reorderings and bursts', function () {
  this.timeout(120_000);
  let server: TestServer;
  let twilio: TwilioStandIn;
  before(async () => {
    twilio = await TwilioStandIn.start();
    server = await startServer({ env: { ...twilio.env(PUBLIC), RATE_MESSAGES_PER_SECOND: '10000' } });
  });
  after(async () => {
    await server.close();
    twilio.close();
  });

  it('loses nothing and says nothing twice', async () => {
    const connectors = await Promise.all(['msteams', 'sms'].map((channelId) => server.connector({ channelId, timeoutMs: 60_000 })));
    const people = Array.from({ length: PATIENTS }, (_, index) => person(index, connectors));
    const sent = Array.from({ length: MESSAGES }, (_, index) => people[index % PATIENTS]!.message(`m${index}`));
    const [times, order] = fc.sample(
      fc.tuple(
        fc.array(fc.integer({ min: 1, max: 3 }), { minLength: MESSAGES, maxLength: MESSAGES }),
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 3 * MESSAGES, maxLength: 3 * MESSAGES }),
      ),
      { numRuns: 1, seed: 20 },
    )[0]!;
    // Each copy near its place, but not in it.
    const copies = sent
      .flatMap((deliver, index) =>
        Array.from({ length: times[index]! }, (_, copy) => ({ deliver, at: index + 60 * order[3 * index + copy]! })),
      )
      .sort((one, other) => one.at - other.at);
    expect(copies.length).to.be.greaterThan(1.5 * MESSAGES);
    for (let from = 0; from < copies.length; from += 50) await Promise.all(copies.slice(from, from + 50).map(({ deliver }) => deliver()));

    const each = MESSAGES / PATIENTS;
    await twilio.until(() => people.every(({ heard }) => heard().length >= each), 60_000);
    for (const [index, { heard }] of people.entries()) {
      const said = heard().map((text) => /^(\d+): m(\d+)$/.exec(text)!.slice(1).map(Number) as [number, number]);
      const numbers = said.map(([number]) => number);
      expect(numbers, 'every turn is counted once, in the order of the answers').to.deep.equal(
        Array.from({ length: each }, (_, turn) => turn + 1),
      );
      const own = Array.from({ length: each }, (_, turn) => turn * PATIENTS + index);
      expect(said.map(([, message]) => message).sort((one, other) => one - other)).to.deep.equal(own);
    }
    expect(twilio.complaints).to.deep.equal([]);
    await server.allSent();
  });

  function person(index: number, connectors: BotConnector[]): { message(text: string): () => Promise<unknown>; heard(): string[] } {
    const connector = connectors[index % 3];
    if (!connector) {
      const from = `+1213555${String(index).padStart(4, '0')}`;
      const bot = { base: server.base, publicUrl: PUBLIC };
      return {
        message(text) {
          const params = twilio.message(from, text);
          return async () => expect((await twilio.deliver(bot, params)).status).to.equal(200);
        },
        heard: () => twilio.to(from),
      };
    }
    const conversation = connector.conversation();
    return {
      message(text) {
        const activity = conversation.wrap({ text });
        return async () => expect((await conversation.send(activity)).status).to.equal(200);
      },
      heard: () => conversation.transcript.flatMap(({ from, activity }) => (from === 'bot' ? [activity.text ?? ''] : [])),
    };
  }
});
