import { expect } from 'chai';
import { tokenize } from '../../../dialogs/understand/tokens.ts';

const SHORTHAND = new Map([
  ['u', ['you']],
  ['w/', ['with']],
  ['w/o', ['without']],
  ['can not', ['cant']],
]);
const words = (text: string) => tokenize(text, SHORTHAND).map((token) => token.text);

describe('tokenize', () => {
  const cases: [name: string, text: string, expected: string[]][] = [
    ['lower-cases and drops apostrophes, straight or curly', "I CAN'T, I can’t", ['i', 'cant', ',', 'i', 'cant']],
    ['strips accents and keeps ñ as n', 'años, cabéza', ['anos', ',', 'cabeza']],
    ['joins runs of marks into one edge, a question mark first', 'what??!! ok...', ['what', '?', 'ok', '.']],
    ['keeps fractions, ranges and decimals readable', '7/10 100.4 7-8', ['7', '/', '10', '100.4', '7', '-', '8']],
    ['parts numbers from their units', '103F 2wks', ['103', 'f', '2', 'wks']],
    [
      'writes out shorthand, also of two words',
      'can u come w/ me, can not w/o',
      ['can', 'you', 'come', 'with', 'me', ',', 'cant', 'without'],
    ],
    ['keeps emoji as tokens of their own', 'ouch🤮', ['ouch', '🤮']],
    ['shortens letters drawn out', 'sooooo bad', ['so', 'bad']],
    ['splits words joined by a hyphen', 'throwing-up', ['throwing', 'up']],
    ['sees an edge in a dash between spaces', 'legs - numb', ['legs', ',', 'numb']],
    ['finds nothing in nothing', '', []],
  ];
  for (const [name, text, expected] of cases) it(name, () => expect(words(text)).to.deep.equal(expected));

  it('says where each token stands in the message', () => {
    const text = 'Mé duele, mucho';
    for (const { at, end, text: token } of tokenize(text))
      expect(text.slice(at, end).normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()).to.equal(token);
  });

  it('reads hostile input up to its limits and no further', () => {
    for (const text of [
      'a'.repeat(10_000),
      'e\u0301\u0323'.repeat(3_300),
      '1/1/2026 '.repeat(1_100),
      "'".repeat(10_000),
      'no '.repeat(3_300),
    ]) {
      const tokens = tokenize(text);
      expect(tokens.length).to.be.at.most(2_000);
      for (const token of tokens) expect(token.text.length).to.be.at.most(40);
    }
  });
});
