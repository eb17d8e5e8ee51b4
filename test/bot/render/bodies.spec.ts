import { expect } from 'chai';
import { describe, it } from 'mocha';
import type { HeroCard } from '../../../bot/activity.ts';
import { bodies } from '../../../bot/render/bodies.ts';
import type { Reply } from '../../../dialogs/reply.ts';
import { wording } from '../../../dialogs/wording.ts';
import { testContent } from '../support/start-server.ts';

const words = wording(testContent(), 'en');

const question: Reply = {
  text: '**Where** does it hurt?',
  tone: 'plain',
  card: 'question',
  pick: 'one',
  options: [
    { id: 'later', label: 'Later', kind: 'shortcut' },
    { id: 'back', label: 'The back', kind: 'answer' },
    { id: 'front', label: 'The front', kind: 'answer' },
  ],
  report: { id: 'triage', state: 'continue', entities: { question: { type: 'question', id: 'location' }, facts: { type: 'facts' } } },
};
const result: Reply = {
  text: 'Call today — “now” isn’t too soon…',
  tone: 'urgent',
  card: 'result',
  links: [
    { kind: 'call', label: 'Call (310) 555-0134', href: 'tel:+13105550134' },
    { kind: 'book', label: 'Book online', href: 'https://clinic.test/book' },
  ],
};

describe('a reply on the web', () => {
  const [body] = bodies([question], 'webchat', words);

  it('keeps its lines apart where Markdown is shown, and is left as it is on the page that shows lines', () => {
    const lines: Reply = { text: 'One\nTwo\n\nThree', tone: 'plain' };
    expect(bodies([lines], 'webchat', words)[0]!.text).to.equal('One  \nTwo\n\nThree');
    expect(bodies([lines], 'directline', words)[0]!.text).to.equal('One\nTwo\n\nThree');
  });

  it('has a button for each option, the answers first, that says its label', () => {
    expect(body!.suggestedActions!.actions).to.deep.equal([
      { type: 'imBack', title: 'The back', value: 'The back' },
      { type: 'imBack', title: 'The front', value: 'The front' },
      { type: 'imBack', title: 'Later', value: 'Later' },
    ]);
  });

  it('carries the report, and what the page lays out by', () => {
    expect(body!.semanticAction).to.deep.equal(question.report);
    expect(body!.channelData).to.deep.include({ card: 'question', tone: 'plain', pick: 'one' });
    expect(body).to.include({ textFormat: 'markdown', inputHint: 'expectingInput' });
  });

  it('has calls and bookings on a card', () => {
    const [shown] = bodies([result], 'directline', words);
    expect((shown!.attachments![0] as HeroCard).content.buttons.map(({ type, value }) => [type, value])).to.deep.equal([
      ['openUrl', 'tel:+13105550134'],
      ['openUrl', 'https://clinic.test/book'],
    ]);
    expect(shown!.channelData).to.deep.include({ links: result.links, tone: 'urgent' });
    expect(shown!.inputHint).to.equal('acceptingInput');
  });
});

describe('the replies of a turn in an SMS', () => {
  it('are one plain text with numbers and addresses, and the last report', () => {
    const [body, ...more] = bodies([result, question], 'sms', words);
    expect(more).to.deep.equal([]);
    expect(body!.text).to.equal(
      'Call today - "now" isn\'t too soon...\nCall (310) 555-0134\nBook online: https://clinic.test/book\n\nWhere does it hurt?\n1. The back\n2. The front\nYou can also write: Later',
    );
    expect(body!.semanticAction).to.deep.equal(question.report);
    expect(body).to.not.have.any.keys('suggestedActions', 'attachments', 'channelData');
    expect(body!.textFormat).to.equal('plain');
  });

  it('spell a number out that its label does not say', () => {
    const [body] = bodies(
      [{ ...result, links: [{ kind: 'call', label: 'Call the on-call line', href: 'tel:+13105550135' }] }],
      'sms',
      words,
    );
    expect(body!.text).to.match(/Call the on-call line: \+13105550135$/);
  });

  it('use the letters that a text message has', () => {
    const [body] = bodies([{ text: '¿Cómo está? Mañana, dígame: sí • él 🙂', tone: 'plain' }], 'sms', words);
    expect(body!.text).to.equal('¿Como esta? Mañana, digame: si - él');
  });

  it('are cut at a break where they are too long for one, the report on the last', () => {
    const text = Array.from({ length: 400 }, (_, index) => `word${index}`).join(' ');
    const parts = bodies([{ ...question, text }], 'sms', words);
    expect(parts.length).to.be.greaterThan(1);
    expect(parts.every((part) => part.text.length <= 1_600 && part.text.length > 0)).to.equal(true);
    expect(
      parts
        .map((part) => part.text)
        .join(' ')
        .split(/\s+/)
        .slice(0, 400)
        .join(' '),
    ).to.equal(text);
    expect(parts.map(({ semanticAction }) => Boolean(semanticAction))).to.deep.equal([...Array(parts.length - 1).fill(false), true]);
  });

  it('are none when there are none', () => expect(bodies([], 'sms', words)).to.deep.equal([]));
});
