import { expect } from 'chai';
import { afterEach, describe, it } from 'mocha';
import { type BotProcess, freePort, startBot } from '../support/bot-process.ts';
import { BotConnector, type Conversation, type Turn } from '../support/connector.ts';
import { DirectLineClient } from './support/direct-line-client.ts';

const LONG = process.env.TEST_LONG === '1';
const CONVERSATIONS = 200;
const MESSAGES = LONG ? 6 : 2;
const KILLS = LONG ? 5 : 1;

/** One patient: sends each message twice, as a channel that lost the answer does, and again until it is acknowledged. */
interface Patient {
  acknowledged: Set<string>;
  say(mark: string): Promise<boolean>;
  /** Fails when a message that was acknowledged is not in the conversation, or one is in it twice. */
  check(complete: boolean): Promise<void>;
}

describe('kill -9 under load', function () {
  this.timeout(LONG ? 600_000 : 180_000);
  let bot: BotProcess | undefined;
  let connector: BotConnector | undefined;

  afterEach(async () => {
    bot?.stop('SIGKILL');
    await connector?.close();
  });

  it(`${CONVERSATIONS} conversations at once: every acknowledged message is in its conversation, none twice`, async () => {
    const PORT = String(await freePort());
    bot = await startBot({ PORT });
    const env = { PORT, STORE_URL: `sqlite:${bot.data}/bot.db` };
    connector = await BotConnector.start({ endpoint: `${bot.base}/api/messages`, timeoutMs: 60_000 });
    const { base } = bot;
    const channel = connector;
    const patients = await Promise.all(
      Array.from({ length: CONVERSATIONS }, (_, index) => (index % 2 ? onThePage(base) : onAChannel(channel, channel.conversation()))),
    );

    for (let round = 0; round <= KILLS; round++) {
      let acknowledged = 0;
      const killAt = (CONVERSATIONS * MESSAGES) / 3 + round * 20;
      const talking = patients.map(async (patient) => {
        for (let message = 0; message < MESSAGES; message++) {
          if (!(await patient.say(`round ${round} message ${message}`))) return;
          if (++acknowledged >= killAt && round < KILLS) bot!.stop('SIGKILL');
        }
      });
      await Promise.all(talking);
      if (round === KILLS) break;
      expect(acknowledged, 'the kill came too late to prove anything').to.be.lessThan(CONVERSATIONS * MESSAGES);
      await bot.exited;
      bot = await startBot(env);
      for (const patient of patients) await patient.check(false);
      // Whatever was not acknowledged is sent again, under the name that it had.
      for (let message = 0; message < MESSAGES; message++) {
        await Promise.all(patients.map((patient) => patient.say(`round ${round} message ${message}`)));
      }
    }

    const due = CONVERSATIONS * MESSAGES * (KILLS + 1);
    expect(patients.reduce((sum, patient) => sum + patient.acknowledged.size, 0)).to.equal(due);
    for (const patient of patients) await patient.check(true);
  });
});

async function onThePage(base: string): Promise<Patient> {
  const client = await new DirectLineClient(base).start();
  const acknowledged = new Set<string>();
  const send = (mark: string) => client.say(mark, { channelData: { clientActivityID: mark } }).catch(() => undefined);
  return {
    acknowledged,
    async say(mark) {
      if (acknowledged.has(mark)) return true;
      const [first, second] = await Promise.all([send(mark), send(mark)]);
      const arrived = first?.status === 200 || second?.status === 200;
      if (arrived) acknowledged.add(mark);
      return arrived;
    },
    async check(complete) {
      const { activities } = await client.read();
      const said = activities.filter(({ from }) => from.id.startsWith('dl_'));
      const texts = said.map(({ text }) => text!);
      expect(texts).to.include.members([...acknowledged]);
      expect(new Set(texts).size, 'a message is there twice').to.equal(texts.length);
      if (complete) expect(texts).to.have.members([...acknowledged]);
      for (const { id } of said) expect(answersTo(id, activities), 'a message without its answer').to.be.greaterThan(0);
    },
  };
}

function answersTo(id: string, activities: { replyToId?: string }[]): number {
  return activities.filter(({ replyToId }) => replyToId === id).length;
}

async function onAChannel(connector: BotConnector, conversation: Conversation): Promise<Patient> {
  const acknowledged = new Set<string>();
  const first = new Map<string, Turn>();
  /** Not acknowledged when the bot died: whether the answer was out by then nobody knows, and it may come twice. */
  const uncertain = new Set<string>();
  const id = (mark: string) => `${conversation.id}|${mark}`;
  const send = (mark: string) => conversation.say(mark, { id: id(mark) });
  return {
    acknowledged,
    async say(mark) {
      if (acknowledged.has(mark)) return true;
      const turns = await Promise.all([send(mark), send(mark)]);
      const arrived = turns.find(({ status }) => status === 200);
      if (!arrived) {
        uncertain.add(mark);
        return false;
      }
      acknowledged.add(mark);
      first.set(mark, arrived);
      return true;
    },
    async check() {
      for (const [mark, turn] of first) {
        // The stored answer bears the time at which it was made: one that was made anew would differ from what was sent.
        const again = await connector.post({ ...turn.sent, deliveryMode: 'expectReplies' });
        const stored = again.activities.map(({ timestamp, text }) => `${timestamp} ${text}`);
        expect(stored, 'an answer').to.not.deep.equal([]);
        const sent = () =>
          connector.calls
            .filter(({ activity, delivered }) => delivered && activity?.replyToId === id(mark))
            .map(({ activity }) => `${activity!.timestamp} ${activity!.text}`);
        await until(() => new Set(sent()).size >= stored.length);
        const delivered = uncertain.has(mark) ? [...new Set(sent())] : sent();
        expect(delivered.sort(), `the answers to ${mark}`).to.deep.equal(stored.sort());
      }
    },
  };
}

/** The outbox of the bot that was started again may not have come to it yet. */
async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; tries < 1_000 && !holds(); tries++) await new Promise((done) => setTimeout(done, 20));
}
