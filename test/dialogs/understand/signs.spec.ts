import { expect } from 'chai';
import { loadContent } from '../../../content/load.ts';
import { hear, lexicon, statusOf } from './lexicon.ts';
import { type Expected, MESSAGES } from './messages.ts';

const accepts: Record<Expected, (status: ReturnType<typeof statusOf>) => boolean> = {
  affirmed: (status) => status === 'affirmed',
  heard: (status) => status === 'affirmed' || status === 'unclear',
  denied: (status) => status === 'denied',
  other: (status) => status === 'other' || status === undefined,
  '-': (status) => status !== 'affirmed',
};

describe('signs in what patients write', () => {
  for (const [text, sign, expected] of MESSAGES) {
    it(`"${text}" → ${sign} ${expected}`, () => {
      const status = statusOf(text, sign);
      expect(accepts[expected](status), `heard as ${status ?? 'nothing'}`).to.equal(true);
    });
  }

  it('has phrases for every sign of the protocol, and for no other', () => {
    expect(Object.keys(lexicon.lexicon.signs).sort()).to.deep.equal(Object.keys(loadContent().protocol.signs).sort());
    for (const [id, said] of Object.entries(lexicon.lexicon.signs)) expect(said.sure, id).to.have.length.above(0);
  });

  it('hears several signs in one message', () => {
    const heard = hear('fever of 102, my legs are numb and I am seeing double, no rash');
    const status = Object.fromEntries(heard.map((each) => [each.sign, each.status]));
    expect(status).to.include({ fever: 'affirmed', cauda: 'affirmed', 'vision-lost': 'affirmed' });
    expect(status.rash).to.not.equal('affirmed');
  });

  it('asks about suicide whenever it is spoken of and not denied', () => {
    for (const text of ['what if I kill myself', 'my neighbor talks of suicide', 'years ago I wanted to die', 'y si me mato'])
      expect(statusOf(text, 'self-harm'), text).to.be.oneOf(['affirmed', 'unclear']);
  });

  const figures: [text: string, sign: string, expected: ReturnType<typeof statusOf>][] = [
    ['temp 100.4', 'fever', 'affirmed'],
    ['temp was 99.1', 'fever', undefined],
    ['fever of 99', 'fever', 'unclear'],
    ['38,5 de temperatura', 'fever', 'affirmed'],
    ['I am 39 weeks pregnant', 'fever', undefined],
    ['it is a 7/10', 'pressure-crisis', undefined],
    ['2026-11-20', 'pressure-crisis', undefined],
    ['my tap was on 2026-11-12', 'pressure-crisis', undefined],
    ['blood pressure 118/76', 'preeclampsia', undefined],
    ['bp 142/88', 'preeclampsia', 'affirmed'],
    ['bp 142/88', 'pressure-crisis', undefined],
    ['presión 185 sobre 110', 'pressure-crisis', 'affirmed'],
    ['took 2 tylenol', 'overdose', undefined],
    ['took 22 tylenol', 'overdose', 'affirmed'],
    ['six out of ten, took 3 tylenol', 'overdose', undefined],
    ['tengo 63 y tomo aspirina nomas', 'overdose', undefined],
    ['tome 12 aspirinas', 'overdose', 'affirmed'],
  ];
  for (const [text, sign, expected] of figures)
    it(`"${text}" → ${sign} ${expected ?? 'not heard'}`, () => expect(statusOf(text, sign)).to.equal(expected));

  it('never takes an affirmed sign back because more is denied', () => {
    for (const [text, sign, expected] of MESSAGES.filter(([, , status]) => status === 'affirmed'))
      expect(statusOf(`${text}. No rash, no cough.`, sign), `${text} (${expected})`).to.equal('affirmed');
  });
});
