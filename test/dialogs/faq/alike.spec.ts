import { expect } from 'chai';
import { alike } from '../../../dialogs/faq/alike.ts';

describe('questions put together by likeness', () => {
  const groups = (texts: string[]) => alike(texts, (text) => text);

  it('joins what shares most of its words, however it is put', () => {
    expect(groups(['can I bring my parrot', 'My PARROTS, may I bring them?', 'is there wifi'])).to.deep.equal([
      ['can I bring my parrot', 'My PARROTS, may I bring them?'],
      ['is there wifi'],
    ]);
  });

  it('puts first what is asked most, and keeps the order of equals', () => {
    expect(groups(['bring cats', 'wifi password', 'the wifi password please', 'sell stamps']).map(([first]) => first)).to.deep.equal([
      'wifi password',
      'bring cats',
      'sell stamps',
    ]);
  });

  it('has no groups of nothing', () => {
    expect(groups([])).to.deep.equal([]);
  });
});
