import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import type { BotConnector, Conversation, WireActivity } from '../../../support/connector.ts';
import { DirectLineClient } from '../../support/direct-line-client.ts';

/** A patient who says again, under the same name, what was not acknowledged, and to all processes at once: what the worst of channels does. */
export interface Patient {
  said: string[];
  /** Until it is acknowledged. */
  say(mark: string): Promise<void>;
  /** Fails when what was acknowledged is not there once, or when not all of what was answered arrived, or anything else did. */
  check(): Promise<void>;
}

const GIVE_UP_AFTER = 300_000;
const pause = (ms: number) =>
  new Promise<void>((done) => {
    setTimeout(done, ms);
  });

async function insist(what: string, attempt: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + GIVE_UP_AFTER;
  while (Date.now() < end) {
    if (await attempt().catch(() => false)) return;
    await pause(50 + Math.random() * 100);
  }
  throw new Error(`in vain for ${GIVE_UP_AFTER / 1_000} s: ${what}`);
}

/** `bases`: the processes that can be spoken to at the moment. */
export async function onThePage(bases: () => string[]): Promise<Patient> {
  const client = new DirectLineClient(bases()[0]!);
  await insist('to begin', async () => Boolean((await client.start()).streamUrl));
  const through = (base: string) =>
    Object.assign(new DirectLineClient(base), { token: client.token, conversationId: client.conversationId });
  const said: string[] = [];
  return {
    said,
    async say(mark) {
      await insist(mark, async () => {
        const sent = bases().map((base) =>
          through(base)
            .say(mark, { channelData: { clientActivityID: mark } })
            .catch(() => undefined),
        );
        return (await Promise.all(sent)).some((answer) => answer?.status === 200);
      });
      said.push(mark);
    },
    async check() {
      const { activities } = await through(bases()[0]!).read();
      const heard = activities.filter(({ from }) => from.id.startsWith('dl_'));
      expect(heard.map(({ text }) => text)).to.have.members(said);
      for (const { id, text } of heard) {
        const answers = activities.filter(({ replyToId }) => replyToId === id);
        expect(answers.length, `answers to ${text}`).to.be.greaterThan(0);
        expect(new Set(answers.map(({ timestamp }) => timestamp)).size, `${text} was answered in one turn`).to.equal(1);
      }
    },
  };
}

export function onAChannel(connector: BotConnector, conversation: Conversation, bases: () => string[]): Patient {
  const sent = new Map<string, WireActivity>();
  const post = async (base: string, activity: WireActivity) => {
    const body = JSON.stringify(activity);
    const signal = AbortSignal.timeout(20_000);
    const response = await fetch(`${base}/api/messages`, { method: 'POST', body, headers: { 'content-type': 'application/json' }, signal });
    return { status: response.status, text: await response.text() };
  };
  const said: string[] = [];
  return {
    said,
    async say(mark) {
      const activity = conversation.wrap({ text: mark, id: `${mark}-${randomUUID()}` });
      sent.set(mark, activity);
      await insist(mark, async () => {
        const answers = await Promise.all(bases().map((base) => post(base, activity).catch(() => undefined)));
        return answers.some((answer) => answer?.status === 200);
      });
      said.push(mark);
    },
    async check() {
      for (const [mark, activity] of sent) {
        let again = { status: 0, text: '' };
        // Many at once from one sender may be too many: whoever is told so asks again.
        await insist(`the answers to ${mark}`, async () => {
          again = await post(bases()[0]!, { ...activity, deliveryMode: 'expectReplies' });
          return again.status !== 429;
        });
        expect(again.status).to.equal(200);
        const stored: WireActivity[] = JSON.parse(again.text).activities;
        expect(stored.length, `answers to ${mark}`).to.be.greaterThan(0);
        const told = ({ id, text, timestamp }: WireActivity) => JSON.stringify([id, text, timestamp]);
        const replies = () =>
          connector.calls
            .filter(({ activity: reply, delivered }) => delivered && reply?.replyToId === activity.id)
            .map((call) => call.activity!);
        // That the store fails is no answer: whatever else names the message as answered is one too many.
        const arrived = () => new Set(replies().map(told));
        for (let tries = 0; tries < 1_500 && arrived().size < stored.length; tries++) await pause(20);
        expect([...arrived()], `what arrived of the answers to ${mark}`).to.have.members(stored.map(told));
      }
    },
  };
}

/** A triage is begun with each: what stands open has to outlive what happens. */
export async function beginTriages(patients: Patient[]): Promise<void> {
  await Promise.all(patients.map((patient) => patient.say('headache')));
}

/** Everybody talks, one message after another each, while something happens. A word each: what is made of them is not the point. */
export async function talk(patients: Patient[], messages: number, meanwhile: () => Promise<unknown>): Promise<void> {
  const run = randomUUID().slice(0, 8);
  const talking = patients.map(async (patient, who) => {
    for (let message = 0; message < messages; message++) await patient.say(`${run}-${who}-${message}`);
  });
  await Promise.all([...talking, meanwhile()]);
}
