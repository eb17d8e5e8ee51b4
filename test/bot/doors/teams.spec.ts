import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { today } from '../../../dialogs/clock.ts';
import { converse } from '../../../dialogs/converse.ts';
import type { BotConnector, Conversation, Turn } from '../../support/connector.ts';
import { startServer, type TestServer, testContent } from '../support/start-server.ts';

type Element = Record<string, unknown>;

function elements(turn: Turn, type: string): Element[] {
  const inside = (value: unknown): Element[] => {
    if (typeof value !== 'object' || value === null) return [];
    return [...(Array.isArray(value) ? [] : [value as Element]), ...Object.values(value).flatMap(inside)];
  };
  return turn.attachments.flatMap(({ content }) => inside(content?.body)).filter((each) => each.type === type);
}

/** What Teams sends for a press on a card: the words that `msteams` names and its value, or the card's inputs with the button's data. */
function press(conversation: Conversation, turn: Turn, title: string, inputs?: Element): Promise<Turn> {
  const action = elements(turn, 'Action.Submit').find((each) => each.title === title);
  if (!action) throw new Error(`no button ${title}`);
  const { msteams, ...data } = action.data as { msteams?: { text: string; value: unknown } };
  if (msteams && !inputs) return conversation.send({ type: 'message', text: msteams.text, value: msteams.value });
  return conversation.send({ type: 'message', value: { ...data, ...inputs } });
}

/** As the calendar at the clinic counts. */
const dayAgo = (days: number) => today(testContent().clinic, new Date(Date.now() - days * 86_400_000));
const question = (turn: Turn) => turn.messages.at(-1)?.semanticAction?.entities.question?.id;
const outcome = (turn: Turn) => turn.messages.map((message) => message.semanticAction?.entities.outcome).find(Boolean);

describe('a conversation in Teams', () => {
  let server: TestServer;
  let connector: BotConnector;
  before(async () => {
    server = await startServer({ converse });
    connector = await server.connector({ channelId: 'msteams' });
  });
  after(() => server.close());

  it('goes from greeting to result by cards alone: buttons, lists, a scale and a day', async () => {
    const patient = connector.conversation();
    await patient.join();
    let turn = await patient.say('my head hurts');
    const inputs: Record<string, Element> = {
      'red-flags': { options: 'none' },
      procedure: { options: 'lumbar-puncture' },
      'procedure-date': { day: dayAgo(3) },
      onset: { day: dayAgo(1) },
      'about-you': { options: 'blood-thinner,over-50' },
      location: { options: 'back' },
      'other-symptoms': { options: 'none' },
    };
    const path: string[] = [];
    for (let steps = 0; !outcome(turn) && steps < 20; steps++) {
      const id = String(question(turn));
      path.push(id);
      const [first] = elements(turn, 'Action.Submit');
      turn = await press(patient, turn, inputs[id] ? 'Send' : String(first!.title), inputs[id]);
    }
    expect(path).to.include.members(['red-flags', 'procedure', 'procedure-date', 'about-you', 'location', 'posture']);
    expect(new Set(path).size, String(path)).to.equal(path.length);
    expect(outcome(turn)).to.include({ level: 'same-day' });
    const { session } = await server.store.load(`bot-service|msteams|${patient.id}`, '');
    expect(session?.facts.procedure?.value).to.equal('lumbar-puncture');
    expect(session?.facts.daysSinceProcedure?.value).to.equal(3);
    expect([session?.facts.bloodThinner?.value, session?.facts.age?.value]).to.deep.equal(['yes', 'over-50']);
    const links = elements(turn, 'Action.OpenUrl').map(({ url }) => String(url));
    expect(links.some((url) => url.startsWith('tel:'))).to.equal(true);
  });

  it('can be typed from beginning to end', async () => {
    const patient = connector.conversation();
    const first = await patient.say('my head hurts');
    expect(question(first)).to.equal('red-flags');
    expect(question(await patient.say('none of these'))).to.not.equal('red-flags');
  });

  it('offers eleven numbers for the pain', async () => {
    const patient = connector.conversation();
    await patient.say('headache, worse when I stand up, spinal tap 3 days ago, back of the head, new for me');
    let turn = await patient.say('none');
    for (let steps = 0; question(turn) !== 'severity' && steps < 8; steps++) turn = await patient.say('none');
    const [scale] = elements(turn, 'Input.ChoiceSet');
    expect((scale!.choices as Element[]).map(({ value }) => value)).to.deep.equal(Array.from({ length: 11 }, (_, value) => String(value)));
    await press(patient, turn, 'Send', { scale: '8' });
    const { session } = await server.store.load(`bot-service|msteams|${patient.id}`, '');
    expect(session?.facts.severity?.value).to.equal(8);
  });

  it('takes a press on an old card for no answer, and asks the open question again', async () => {
    const patient = connector.conversation();
    const first = await patient.say('my head hurts');
    const second = await press(patient, first, 'Send', { options: 'none' });
    const open = question(second);
    const stale = await press(patient, first, 'Send', { options: 'fever' });
    expect(question(stale)).to.equal(open);
    expect(stale.texts.join('').length).to.be.greaterThan(0);
    const scale = await patient.submit({ picked: { question: 'severity' }, scale: '7' });
    expect(question(scale)).to.equal(open);
    const { session } = await server.store.load(`bot-service|msteams|${patient.id}`, '');
    expect(session?.facts.fever?.value).to.equal('no');
    expect(session?.facts.severity).to.equal(undefined);
  });

  it('survives whatever a card may send', async () => {
    for (const value of [
      {},
      null,
      7,
      'x',
      [],
      { picked: 1 },
      { options: {} },
      { picked: { question: 'red-flags' }, options: 'nonsense' },
    ]) {
      const patient = connector.conversation();
      await patient.say('my head hurts');
      const turn = await patient.submit(value);
      expect(turn.status).to.equal(200);
      expect(question(turn), JSON.stringify(value)).to.equal('red-flags');
    }
  });

  it('greets once, whether joined, installed or both', async () => {
    const patient = connector.conversation();
    const [joined] = await patient.join();
    const installed = await patient.send({ type: 'installationUpdate', action: 'add' });
    expect([joined!.messages.length, installed.messages.length]).to.deep.equal([1, 0]);
    const other = connector.conversation();
    expect((await other.send({ type: 'installationUpdate', action: 'add' })).messages).to.have.length(1);
    expect((await other.send({ type: 'installationUpdate', action: 'remove' })).messages).to.have.length(0);
  });

  it('says nothing to edits, deletions and reactions', async () => {
    const patient = connector.conversation();
    await patient.say('my head hurts');
    for (const type of ['messageUpdate', 'messageDelete', 'messageReaction']) {
      const turn = await patient.send({ type, text: "I can't move my arm", channelData: { eventType: 'editMessage' } });
      expect([turn.status, turn.messages.length]).to.deep.equal([200, 0]);
    }
  });

  for (const conversationType of ['groupChat', 'channel']) {
    it(`asks nothing in a ${conversationType}, and says where to write and the emergency number`, async () => {
      const group = connector.conversation({ conversationType });
      const [joined] = await group.join();
      const turn = await group.mention('my head hurts since the epidural');
      for (const { texts, messages } of [joined!, turn]) {
        expect(texts.join('')).to.contain('private chat').and.contain('911');
        expect(messages.every(({ semanticAction, attachments }) => !semanticAction && !attachments)).to.equal(true);
      }
      const { session } = await server.store.load(`bot-service|msteams|${group.id}`, '');
      expect(session?.facts).to.deep.equal({});
    });
  }

  it('hears what stands behind its name', async () => {
    const patient = connector.conversation();
    expect(question(await patient.mention('my head hurts'))).to.equal('red-flags');
  });
});
