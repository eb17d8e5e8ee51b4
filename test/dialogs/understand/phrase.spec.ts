import { expect } from 'chai';
import { match, phraseBook } from '../../../dialogs/understand/phrase.ts';
import { speller } from '../../../dialogs/understand/spelling.ts';
import { tokenize } from '../../../dialogs/understand/tokens.ts';

const CLASSES = { leg: ['leg*', 'foot', 'lower body'], numb: ['numb', 'no feeling'] };
const fits = (phrase: string, text: string) => match(tokenize(text), phrase, CLASSES).length > 0;

describe('phrases', () => {
  const cases: [phrase: string, text: string, expected: boolean][] = [
    ['numb', 'so numb now', true],
    ['leg*', 'my legs', true],
    ['leg', 'my legs', false],
    ['(cant|unable to) walk', 'I am unable to walk', true],
    ['cant (even)? walk', 'cant even walk', true],
    ['cant (even)? walk', 'cant walk', true],
    ['cant .. legs', 'cant move my two legs', true],
    ['cant .. legs', 'cant move any of my two legs', false],
    ['cant ..6 legs', 'cant move any of my two legs', true],
    ['cant .. legs', 'I cant. My legs', false],
    ['legs .. numb', 'legs are not numb', false],
    ['$numb .. $leg', 'no feeling in the lower body', true],
    ['took % pills', 'took 20 pills', true],
    ['took % pills', 'took some pills', false],
  ];
  for (const [phrase, text, expected] of cases)
    it(`"${phrase}" ${expected ? 'fits' : 'does not fit'} "${text}"`, () => expect(fits(phrase, text)).to.equal(expected));

  it('gives the span in tokens, the longest fit', () => {
    expect(match(tokenize('ok my left leg is so numb numb'), '$leg .. numb', CLASSES)).to.deep.equal([{ from: 3, to: 8 }]);
  });

  it('fits a whole message, edges aside', () => {
    const book = phraseBook([['(go)? back', 'back']]);
    expect(book.whole(tokenize('Go back!'))).to.deep.equal(['back']);
    expect(book.whole(tokenize('back of the head'))).to.deep.equal([]);
  });

  for (const broken of ['(a|b', 'a)', '.. a', 'Ünclear', '(a)?', '$nothing', '(a|)']) {
    it(`refuses "${broken}" and names it`, () => expect(() => phraseBook([[broken, 1]])).to.throw(broken));
  }
});

describe('spelling', () => {
  const mend = speller(['convulsion', 'fever', 'vomit*', 'numbness', 'desmayo', 'cabeza', 'surgery'], ['never', 'fewer', 'conversation']);
  const mended = (text: string) =>
    mend(tokenize(text))
      .map((token) => token.text)
      .join(' ');
  const cases: [text: string, expected: string][] = [
    ['feverr', 'fever'],
    ['numbnes', 'numbness'],
    ['surgrey', 'surgery'],
    ['cabesa', 'cabeza'],
    ['kabeza', 'cabeza'],
    ['convulison', 'convulsion'],
    ['fewer', 'fewer'],
    ['conversion', 'conversion'],
    ['lever', 'lever'],
    ['vomiting', 'vomiting'],
    ['fev', 'fev'],
  ];
  for (const [text, expected] of cases) it(`"${text}" is read as "${expected}"`, () => expect(mended(text)).to.equal(expected));
});
