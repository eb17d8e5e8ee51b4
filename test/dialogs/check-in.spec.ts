import { expect } from 'chai';
import { describe, it } from 'mocha';
import { gsm7, segments } from '../../bot/render/gsm7.ts';
import { smsBodies } from '../../bot/render/sms.ts';
import { loadContent } from '../../content/load.ts';
import { checkInAt } from '../../dialogs/check-in.ts';
import { converse, type Event, type Turn } from '../../dialogs/converse.ts';
import type { Message } from '../../dialogs/message.ts';
import type { Session } from '../../dialogs/session.ts';
import { wording } from '../../dialogs/wording.ts';
import { STORY, sameDayAnswer } from '../support/same-day.ts';

const content = loadContent();
/** A Monday, 10 in the morning at the clinic. */
const AT = Date.parse('2026-11-23T10:00:00-08:00');
const HOUR = 3_600_000;
const DUE = AT + 4 * HOUR;
/** One patient, whose messages come so many hours after the first. */
function patient(more: Partial<Message> = { checksIn: true }) {
  let session: Session | undefined;
  const happen = async (event: Event): Promise<Turn> => {
    const turn = await converse(content, session, event);
    session = turn.session;
    return turn;
  };
  const say = (text: string, hours = 0) => happen({ kind: 'message', message: { text, at: new Date(AT + hours * HOUR), ...more } });
  return {
    say,
    clock: (hours: number) => happen({ kind: 'check-in', at: new Date(AT + hours * HOUR) }),
    happen,
    session: () => session!,
    async toldToCall() {
      let turn = await say(STORY);
      for (let steps = 0; !outcome(turn) && steps < 15; steps++) {
        turn = await say(sameDayAnswer(turn.session)!);
      }
      expect(outcome(turn)?.level).to.equal('same-day');
      return turn;
    },
    async agreed() {
      await this.toldToCall();
      return say('yes');
    },
    async asked() {
      await this.agreed();
      return this.clock(4);
    },
  };
}

const outcome = ({ replies }: Turn) => replies.flatMap(({ report }) => (report?.id === 'triage' && report.entities.outcome) || []).at(0);
const ids = ({ replies }: Turn) => (replies.at(-1)?.options ?? []).map(({ id }) => id);
const kinds = ({ replies }: Turn) => replies.flatMap(({ links = [] }) => links.map(({ kind }) => kind));

describe('the check-in', () => {
  it('is offered with a result of the same day where the door can, and the clinic wants it, once', async () => {
    const one = patient();
    const told = await one.toldToCall();
    expect(ids(told)).to.deep.equal(['yes', 'no', 'change', 'call', 'restart']);
    expect(told.replies.at(-2)!.options).to.equal(undefined);
    expect(one.session().checkIn?.state).to.equal('offered');
    await one.say('what are your hours?');
    await one.say('start over');
    const elsewhere = patient({});
    expect(ids(await elsewhere.toldToCall())).to.deep.equal(['change', 'call', 'restart']);
    expect(elsewhere.session().checkIn).to.equal(undefined);
  });

  it('is not offered with another result', async () => {
    const one = patient();
    await one.say('sudden worst headache of my life, full force in a second');
    expect(one.session().outcome?.level).to.equal('emergency');
    expect(one.session().checkIn).to.equal(undefined);
  });

  it('comes at its time to whoever agreed, says where it is from and what to do in an emergency, and comes no second time', async () => {
    const one = patient();
    await one.agreed();
    expect(one.session().checkIn).to.deep.equal({ state: 'agreed', due: DUE });
    const asked = await one.clock(4);
    expect(ids(asked)).to.deep.equal(['yes', 'no', 'worse']);
    expect(asked.replies[0]!.text).to.match(/911/);
    expect((await one.clock(4)).replies).to.deep.equal([]);
  });

  for (const answer of ['no', 'No, thanks', '2', 'no thank you']) {
    it(`does not come to whoever says "${answer}"`, async () => {
      const one = patient();
      await one.toldToCall();
      await one.say(answer);
      expect(one.session().checkIn).to.deep.equal({ state: 'over' });
      expect((await one.clock(4)).replies).to.deep.equal([]);
    });
  }

  it('takes a yes for an answer only right after the offer, and its own button at any time', async () => {
    const one = patient();
    await one.toldToCall();
    await one.say('what are your hours?');
    await one.say('yes');
    expect(one.session().checkIn?.state).to.equal('offered');
    await one.say('Yes, write to me');
    expect(one.session().checkIn?.state).to.equal('agreed');
  });

  const ends: [name: string, messages: string[]][] = [
    ['an emergency', ["I can't feel my legs and I can't pee since an hour"]],
    ['a new start', ['start over']],
    ['a check in the middle of which the patient is', ['change an answer', '1']],
  ];
  for (const [name, messages] of ends) {
    it(`does not come after ${name}`, async () => {
      const one = patient();
      await one.agreed();
      for (const message of messages) await one.say(message, 1);
      expect((await one.clock(4)).replies).to.deep.equal([]);
    });
  }

  it('does not come hours late, nor to whoever wants no more messages', async () => {
    const late = patient();
    await late.agreed();
    expect((await late.clock(7)).replies).to.deep.equal([]);
    const quiet = patient();
    await quiet.agreed();
    await quiet.happen({ kind: 'notice', quiet: true, at: new Date(AT + HOUR) });
    expect((await quiet.clock(4)).replies).to.deep.equal([]);
  });

  for (const answer of ['1', 'yes', 'Yes, I did', 'yes they will see me at 4']) {
    it(`hears "${answer}" as reached`, async () => {
      const one = patient();
      await one.asked();
      const turn = await one.say(answer, 4.5);
      expect(kinds(turn)).to.not.include('book');
      expect(one.session().checkIn).to.deep.equal({ state: 'over' });
      expect(turn.replies.map(({ text }) => text).join()).to.match(/Good\./);
    });
  }

  for (const answer of ['2', 'no', 'No, not yet', 'no, nobody picks up']) {
    it(`hears "${answer}" as not reached: phone and booking once more`, async () => {
      const one = patient();
      await one.asked();
      const turn = await one.say(answer, 4.5);
      expect(kinds(turn)).to.include.members(['call', 'book']);
      expect(outcome(turn)?.level).to.equal('same-day');
    });
  }

  for (const answer of ['3', 'I feel worse', 'no, and it is getting worse']) {
    it(`hears "${answer}" as worse: the warning signs once more`, async () => {
      const one = patient();
      await one.asked();
      const turn = await one.say(answer, 4.5);
      expect(turn.session.open).to.deep.include({ kind: 'question', id: 'red-flags' });
      const after = await one.say('none of these', 4.6);
      expect(['emergency', 'same-day']).to.include(outcome(after)?.level);
      expect(ids(after)).to.not.include('yes');
    });
  }

  it('hears an emergency in the answer before anything else', async () => {
    const one = patient();
    await one.asked();
    const turn = await one.say("no, and now I can't move my legs and can't pee", 4.5);
    expect(outcome(turn)?.level).to.equal('emergency');
    expect(turn.replies[0]!.tone).to.equal('urgent');
  });

  it('wakes nobody: what would come at night comes in the morning', () => {
    const due = (at: string) => checkInAt(content.clinic, new Date(at)).toISOString();
    expect(due('2026-11-23T10:01:00-08:00')).to.equal(new Date('2026-11-23T14:15:00-08:00').toISOString());
    expect(due('2026-11-23T18:00:00-08:00')).to.equal(new Date('2026-11-24T08:00:00-08:00').toISOString());
    expect(due('2026-11-23T01:00:00-08:00')).to.equal(new Date('2026-11-23T08:00:00-08:00').toISOString());
  });

  for (const language of ['en', 'es'] as const) {
    it(`fits two text messages with its options, in letters of GSM-7 and the clinic's name, ${language}`, async () => {
      const one = patient({ checksIn: true, medium: 'sms' });
      const offer = await one.toldToCall();
      await one.say('1');
      if (language === 'es') await one.say('en español por favor');
      const asked = await one.clock(4);
      const words = wording(content, language, 'sms');
      const [text] = smsBodies(asked.replies, words).map((body) => body.text);
      expect(text).to.include(content.clinic.shortName);
      expect(text).to.match(/\n3\. /);
      expect(segments(text!)).to.be.at.most(2);
      const raw = Object.entries(content.messages[language]).filter(([key]) => key.startsWith('sms.check-in'));
      for (const [key, said] of raw) expect(gsm7(said), key).to.equal(said);
      expect(segments(smsBodies(offer.replies.slice(-1), words)[0]!.text)).to.be.at.most(2);
    });
  }

  it('is answered the next day in the same conversation, where one never ends', async () => {
    const one = patient({ checksIn: true, medium: 'sms' });
    await one.asked();
    const turn = await one.say('2', 15);
    expect(outcome(turn)?.level).to.equal('same-day');
  });
});
