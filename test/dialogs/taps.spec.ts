import { expect } from 'chai';
import { describe, it } from 'mocha';
import { loadContent } from '../../content/load.ts';
import { converse } from '../../dialogs/converse.ts';
import type { Message } from '../../dialogs/message.ts';
import type { Session } from '../../dialogs/session.ts';

const content = loadContent();
const AT = new Date('2026-11-22T22:00:00-08:00');

async function talk(...messages: (string | Pick<Message, 'text' | 'picked'>)[]) {
  let session: Session | undefined;
  for (const message of messages) {
    const said = typeof message === 'string' ? { text: message } : message;
    ({ session } = await converse(content, session, { kind: 'message', message: { ...said, at: AT } }));
  }
  const { open, facts } = session!;
  return {
    asks: open?.kind === 'question' ? open.id : open?.kind,
    facts: Object.fromEntries(Object.entries(facts).map(([name, { value }]) => [name, value])),
  };
}
const tap = (question: string, ...options: string[]) => ({ text: options.join(', '), picked: { question, options } });

describe('taps', () => {
  it('answer the question that they belong to', async () => {
    const { asks, facts } = await talk('my head hurts', tap('red-flags', 'none'), tap('procedure', 'lumbar-puncture'));
    expect(asks).to.equal('procedure-date');
    expect(facts).to.include({ procedure: 'lumbar-puncture', fever: 'no' });
  });

  it('pressed twice answer once', async () => {
    const { asks, facts } = await talk(
      'my head hurts',
      { ...tap('red-flags', 'none'), text: 'None of these' },
      { ...tap('red-flags', 'none'), text: 'None of these' },
    );
    expect(asks).to.equal('procedure');
    expect(facts).to.not.have.property('procedure');
  });

  it('on buttons of an earlier question answer nothing, however often', async () => {
    const stale = { ...tap('procedure', 'none'), text: 'No, none' };
    const { asks, facts } = await talk('my head hurts', tap('red-flags', 'none'), tap('procedure', 'none'), stale, stale, stale);
    expect(asks).to.equal('about-you');
    expect(facts).to.not.have.any.keys('pregnancy', 'bloodThinner', 'age');
  });

  it('beside a line of the summary put its question anew, and the rest stays', async () => {
    const before = ['my head hurts', tap('red-flags', 'none'), tap('procedure', 'lumbar-puncture'), 'yesterday'] as const;
    const reopened = await talk(...before, tap('change', 'procedure'));
    expect(reopened.asks).to.equal('procedure');
    const changed = await talk(...before, tap('change', 'procedure'), tap('procedure', 'none'));
    expect(changed.facts).to.include({ procedure: 'none', fever: 'no' });
  });

  it('are not answered by denying something else', async () => {
    const before = ['my head hurts', tap('red-flags', 'none'), tap('procedure', 'none'), tap('about-you', 'none')] as const;
    const { asks, facts } = await talk(...before, 'no fever');
    expect(asks).to.equal('posture');
    expect(facts).to.not.have.property('posture');
  });

  it('by number count the options that are listed, and no others', async () => {
    const before = ['im not pregnant, got a headache', tap('red-flags', 'none'), tap('procedure', 'none')] as const;
    const { asks, facts } = await talk(...before, '7');
    expect(asks).to.equal('about-you');
    expect(facts).to.include({ pregnancy: 'no' });
  });

  it('on a line that is none of the summary offer all lines', async () => {
    const { asks, facts } = await talk('my head hurts', tap('red-flags', 'none'), tap('change', 'nonsense'), '1');
    expect(asks).to.equal('red-flags');
    expect(facts).to.include({ fever: 'no' });
  });

  it('on several options take all of them', async () => {
    const { asks, facts } = await talk(
      'my head hurts',
      tap('red-flags', 'none'),
      tap('procedure', 'none'),
      tap('about-you', 'blood-thinner', 'over-50'),
    );
    expect(asks).to.equal('posture');
    expect(facts).to.include({ bloodThinner: 'yes', age: 'over-50', immune: 'no', pregnancy: 'no' });
  });

  it('with an option that was not shown answer nothing', async () => {
    const { asks } = await talk('my head hurts', tap('red-flags', 'none'), {
      text: '',
      picked: { question: 'procedure', options: ['brain-surgery'] },
    });
    expect(asks).to.equal('procedure');
  });
});
