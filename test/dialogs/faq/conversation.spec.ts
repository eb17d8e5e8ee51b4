import { expect } from 'chai';
import { type Content, loadContent } from '../../../content/load.ts';
import { converse, type Turn } from '../../../dialogs/converse.ts';
import type { Reply } from '../../../dialogs/reply.ts';

const AT = new Date('2026-11-23T18:00:00Z');

describe('questions in a conversation', () => {
  let content: Content;

  before(() => {
    content = loadContent();
  });

  /** What the last of these messages got. */
  async function talk(...texts: string[]): Promise<Turn> {
    let turn = await converse(content, undefined, { kind: 'joined', locale: 'en-US', at: AT });
    for (const text of texts) turn = await converse(content, turn.session, { kind: 'message', message: { text, at: AT } });
    return turn;
  }
  const faqOf = ({ replies }: Turn) => replies.map(({ report }) => report).find((report) => report?.id === 'faq')?.entities;
  const askedOf = ({ replies }: Turn) =>
    replies.flatMap(({ report }) => (report?.id === 'triage' && report.entities.question ? [report.entities.question.id] : []));
  const ids = ({ options = [] }: Reply) => options.map(({ id }) => id);

  it('in a check are answered, and the open question is put again, in one turn', async () => {
    const turn = await talk('I have a headache', 'does the blood patch hurt?');

    expect(faqOf(turn)?.answer?.id).to.equal('does-blood-patch-hurt');
    expect(askedOf(turn)).to.deep.equal(['red-flags']);
    expect(turn.session.facts).to.not.have.property('procedure');
  });

  it('never go before an emergency', async () => {
    const turn = await talk('can i take more tylenol, my legs went numb since the epidural');

    expect(turn.replies[0]?.report?.id).to.equal('triage');
    expect(faqOf(turn)).to.equal(undefined);
  });

  it('are answered without a question mark where they name a topic', async () => {
    expect(faqOf(await talk('spinal headache cause'))?.answer?.id).to.equal('what-causes-it');
  });

  it('are answered in a story that tells of the patient, before the check begins with it', async () => {
    const turn = await talk('had a spinal tap on monday, can i drink coffee for the headache?');

    expect(faqOf(turn)?.answer?.id).to.equal('caffeine');
    expect(askedOf(turn)).to.deep.equal(['red-flags']);
    expect(turn.session.facts.procedure?.value).to.equal('lumbar-puncture');
  });

  it('are not heard in a mere story', async () => {
    const turn = await talk('my head hurts on both sides since yesterday, more in the evening');

    expect(faqOf(turn)).to.equal(undefined);
    expect(askedOf(turn)).to.deep.equal(['red-flags']);
  });

  it('of one word are offered topics, and a letter chooses', async () => {
    const offered = await talk('patch');
    const [, second] = faqOf(offered)?.candidates?.ids ?? [];

    expect(faqOf(offered)?.candidates?.ids).to.have.length(3);
    expect(offered.replies.at(-1)?.options?.[1]?.label).to.match(/^B: /);
    expect(faqOf(await talk('patch', 'B'))?.answer?.id).to.equal(second);
  });

  it('about danger lead to the warning signs', async () => {
    const turn = await talk('when should I go to the ER?');

    expect(ids(turn.replies.at(-1)!)).to.include('happening');
    expect(askedOf(await talk('when should I go to the ER?', 'This is happening to me now'))).to.deep.equal(['red-flags']);
  });

  it('about danger, after the warning signs were denied, go through them again', async () => {
    const turn = await talk('I have a headache', 'none of these', 'when should I go to the ER?', 'This is happening to me now');

    expect(askedOf(turn)).to.deep.equal(['red-flags']);
  });

  it('have a short answer, and the rest for MORE', async () => {
    const answered = await talk('does caffeine help?');
    const rest = await talk('does caffeine help?', 'more');

    expect(answered.replies.at(-1)?.short).to.match(/MORE/);
    expect(answered.replies.at(-1)?.text).to.include(rest.replies.at(-1)!.text);
    expect(faqOf(rest)?.answer?.id).to.equal('caffeine');
  });

  it('are listed by group, and the topics of a group after it', async () => {
    const groups = (await talk('topics')).replies.at(-1)!;
    const topics = (await talk('topics', 'The blood patch')).replies.at(-1)!;

    expect(ids(groups)).to.deep.equal(content.faq.groups.map(({ id }) => id));
    expect(ids(topics)).to.include.members(['what-is-blood-patch', 'blood-patch-success']);
    expect(faqOf(await talk('topics', 'The blood patch', 'How much blood is used?'))?.answer?.id).to.equal('blood-patch-volume');
  });

  it('every topic is in one of the groups', () => {
    const listed = content.faq.groups.flatMap(({ entries }) => entries.map(({ id }) => id));

    expect([...listed].sort()).to.deep.equal(content.faq.entries.map(({ id }) => id));
  });

  it('without an answer are given back to be kept; those with one are not', async () => {
    const stranger = await talk('do you repair bicycles?');

    expect(stranger.unanswered).to.deep.equal({ text: 'do you repair bicycles?', language: 'en', offered: [] });
    expect((await talk('does caffeine help?')).unanswered).to.equal(undefined);
    expect((await talk('patch')).unanswered?.offered).to.have.length(3);
  });

  it('keep nothing of a story but its beginning', async () => {
    const { unanswered } = await talk(`do you repair bicycles? ${'really '.repeat(100)}`);

    expect(unanswered?.text).to.have.length.at.most(300);
  });
});
