import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import type { Store } from '../../bot/store/store.ts';
import { converse } from '../../dialogs/converse.ts';
import type { BotConnector } from '../support/connector.ts';
import { sharedPostgres } from '../support/postgres-server.ts';
import { STORY, sameDayAnswer } from '../support/same-day.ts';
import { TwilioStandIn } from '../support/twilio-stand-in.ts';
import { DirectLineClient } from './support/direct-line-client.ts';
import { startServer, type TestServer } from './support/start-server.ts';

const PUBLIC = 'https://bot.clinic.test';
const KEY = 'a key that is long enough for a test';
const ASKED = /Did you reach us/;
/** Long enough for each process to have looked twice. */
const TWO_LOOKS = 2_300;
const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

/** One patient at one door. */
interface Door {
  key: string;
  say(text: string): Promise<unknown>;
  /** All that the bot said there. */
  heard(): Promise<string[]>;
}

/** Until it is time: nothing is due by this clock before it is set. */
let now = new Date(0);
const services = { converse, clock: () => now };

async function agree(store: Store, { key, say }: Door): Promise<number> {
  await say(STORY);
  for (let steps = 0; steps < 15; steps++) {
    const { session } = await store.load(key, '');
    const answer = session && sameDayAnswer(session);
    if (!answer) break;
    await say(answer);
  }
  await say('yes');
  const { session } = await store.load(key, '');
  if (session?.checkIn?.state !== 'agreed') throw new Error(`${key}: ${JSON.stringify(session?.checkIn)}`);
  return session.checkIn.due;
}

async function asked(door: Door): Promise<number> {
  return (await door.heard()).filter((text) => ASKED.test(text)).length;
}

async function untilAsked(doors: Door[]): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    if ((await Promise.all(doors.map(asked))).every((count) => count > 0)) return;
    await pause(50);
  }
  throw new Error('nobody asked');
}

function onAChannel(connector: BotConnector, channelId: string): Door {
  const conversation = connector.conversation({ channelId });
  return {
    key: `bot-service|${channelId}|${conversation.id}`,
    say: (text) => conversation.say(text),
    heard: async () =>
      connector.calls.filter((call) => call.conversationId === conversation.id && call.delivered).map((call) => call.activity?.text ?? ''),
  };
}

describe('the check-in', function () {
  this.timeout(60_000);

  describe('at every door', () => {
    let server: TestServer;
    let connector: BotConnector;
    let twilio: TwilioStandIn;
    let page: DirectLineClient;
    let doors: Record<'page' | 'teams' | 'sms' | 'twilio', Door>;

    before(async () => {
      now = new Date(0);
      twilio = await TwilioStandIn.start();
      server = await startServer({ env: { ...twilio.env(PUBLIC), CHECK_IN: 'on' }, ...services });
      connector = await server.connector();
      page = await new DirectLineClient(server.base).start();
      const number = '+13105550177';
      const bot = { base: server.base, publicUrl: PUBLIC };
      doors = {
        page: {
          key: `direct-line|${page.conversationId}`,
          say: (text) => page.say(text),
          heard: async () => (await page.read()).activities.filter(({ from }) => from.id === 'bot').map(({ text }) => text ?? ''),
        },
        teams: onAChannel(connector, 'msteams'),
        sms: onAChannel(connector, 'sms'),
        twilio: {
          key: `twilio|${number}`,
          say: (text) => twilio.deliver(bot, twilio.message(number, text)),
          heard: async () => twilio.to(number),
        },
      };
    });
    after(async () => {
      await server.close();
      twilio.close();
    });

    it('comes once when its time has come, to the page that is open too, and is answered', async () => {
      const all = Object.values(doors);
      const due: number[] = [];
      for (const door of all) due.push(await agree(server.store, door));
      const stream = await page.listen(page.streamUrl.replace(/^wss:\/\/[^/]+/, server.base.replace('http', 'ws')));
      await pause(TWO_LOOKS);
      expect(await Promise.all(all.map(asked)), 'before').to.deep.equal([0, 0, 0, 0]);

      now = new Date(Math.max(...due));
      await untilAsked(all);
      await pause(TWO_LOOKS);

      expect(await Promise.all(all.map(asked))).to.deep.equal([1, 1, 1, 1]);
      expect(stream.texts.filter((text) => ASKED.test(text ?? ''))).to.have.length(1);
      stream.close();
      const calls = connector.calls.filter(({ activity }) => ASKED.test(activity?.text ?? ''));
      expect(calls.map(({ op, activity }) => [op, activity?.replyToId])).to.deep.equal(Array(2).fill(['send', undefined]));
      const { activities } = await page.read();
      expect(activities.map(({ type }) => type)).to.not.include('event');
      for (const door of all) await door.say('no');
      await twilio.until(() => twilio.to('+13105550177').some((text) => /Then this still stands/.test(text)));
      const answers = await Promise.all(
        all.map(async (door) => (await door.heard()).filter((text) => /Then this still stands/.test(text)).length),
      );
      expect(answers).to.deep.equal([1, 1, 1, 1]);
      for (let tries = 0; tries < 100 && (await server.store.backlog()).undelivered > 0; tries++) await pause(50);
      expect((await server.store.backlog()).undelivered).to.equal(0);
    });
  });

  it('is not offered unless it is set, nor where replies are fetched in the answer', async () => {
    const off = await startServer(services);
    const one = onAChannel(await off.connector(), 'msteams');
    const refused = await agree(off.store, one).then(
      () => '',
      (error: Error) => error.message,
    );
    await off.close();
    const on = await startServer({ ...services, env: { CHECK_IN: 'on' } });
    const conversation = (await on.connector()).conversation();
    const fetched = await agree(on.store, {
      key: `bot-service|webchat|${conversation.id}`,
      say: (text) => conversation.say(text, { deliveryMode: 'expectReplies' }),
      heard: async () => [],
    }).then(
      () => '',
      (error: Error) => error.message,
    );
    await on.close();
    expect(refused).to.match(/undefined$/);
    expect(fetched).to.match(/undefined$/);
  });

  it('comes no more to whoever took the number off, erased the conversation or began anew', async () => {
    now = new Date(0);
    const twilio = await TwilioStandIn.start();
    const server = await startServer({ env: { ...twilio.env(PUBLIC), CHECK_IN: 'on' }, ...services });
    const bot = { base: server.base, publicUrl: PUBLIC };
    const texting = (number: string): Door => ({
      key: `twilio|${number}`,
      say: (text) => twilio.deliver(bot, twilio.message(number, text)),
      heard: async () => twilio.to(number),
    });
    const doors = ['+13105550181', '+13105550182', '+13105550183', '+13105550184'].map(texting) as [Door, Door, Door, Door];
    const due: number[] = [];
    for (const door of doors) due.push(await agree(server.store, door));
    await doors[0].say('STOP');
    await doors[1].say('alto');
    await doors[2].say('start over');
    await server.store.erase(doors[3].key, 'patient');
    now = new Date(Math.max(...due));
    await pause(TWO_LOOKS);
    const counts = await Promise.all(doors.map(asked));
    const left = await server.store.claimCheckIns(Number.MAX_SAFE_INTEGER - 1, 1, 9);
    await server.close();
    twilio.close();
    expect(counts).to.deep.equal([0, 0, 0, 0]);
    expect(left).to.deep.equal([]);
  });

  it('comes once from two processes on one store, after both were started anew', async () => {
    now = new Date(0);
    const url = await (await sharedPostgres()).database();
    const env = { STORE_URL: url, DATA_KEY: KEY, CHECK_IN: 'on' };
    const first = await startServer({ env, ...services });
    const connector = await first.connector();
    const doors = Array.from({ length: 3 }, () => onAChannel(connector, 'msteams'));
    const due: number[] = [];
    for (const door of doors) due.push(await agree(first.store, door));
    const both = await Promise.all([startServer({ env, ...services }), startServer({ env, ...services })]);
    now = new Date(Math.max(...due));
    await untilAsked(doors);
    await pause(TWO_LOOKS);
    const counts = await Promise.all(doors.map(asked));
    await Promise.all([first, ...both].map((server) => server.close()));
    expect(counts).to.deep.equal([1, 1, 1]);
  });
});
