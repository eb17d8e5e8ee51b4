import { expect } from 'chai';
import { findDates } from '../../../dialogs/understand/dates.ts';
import { parseScale } from '../../../dialogs/understand/parse-scale.ts';
import { answer, books, HOSTILE, inShort, question, TODAY, tokens } from './reading.ts';

const scale = (text: string, open: boolean) => parseScale(tokens(text), books, { open, dates: findDates(tokens(text), TODAY) });

const ANSWERS: [text: string, severity: number | undefined][] = [
  ['7/10', 7],
  ['7 out of 10', 7],
  ['7-8', 8],
  ['7 or 8', 8],
  ['a 7, 8 when I stand', 8],
  ['nine and a half', 10],
  ['nueve y medio', 10],
  ['spine 9', 9],
  ['dice que 7', 7],
  ['zero', 0],
  ['cero', 0],
  ['10', 10],
  ['diez de diez', 10],
  ['entre 4 y 5', 5],
  ['ocho', 8],
  ['like a six', 6],
  ['maybe 5ish', 5],
  ['7.5', 8],
  ['11', undefined],
  ['took 3 Tylenol', undefined],
  ['L5', undefined],
  ['2 days', undefined],
  ["I'm 45", undefined],
  ['2nd patch', undefined],
  ['3 hours', undefined],
  ['los 2 lados', undefined],
  ['at 7 am', undefined],
  ['500 mg', undefined],
  ['3 of them', undefined],
  ['hace 4 dias', undefined],
]; // prettier-ignore

const VOLUNTEERED: [text: string, severity: number | undefined][] = [
  ["it's a 6", 6],
  ['headache 4/10', 4],
  ['level 2', 2],
  ['dolor de 8', 8],
  ['pain 9 when up', 9],
  ['it hurts like a 7', 7],
  ['es un 5', 5],
  ['I rate it nine', 9],
  ['I had it for 2 days', undefined],
  ['I have 3 kids', undefined],
  ['took 2 advil for the pain', undefined],
  ['fever of 102', undefined],
  ['zero pain after aleve', undefined],
  ['pain for 6 weeks', undefined],
  ['dolor desde hace 5 dias', undefined],
  ['epidural at L4', undefined],
  ['my 2 year old son', undefined],
  ['born on 7/10/2026', undefined],
]; // prettier-ignore

describe('parseScale', () => {
  for (const [text, severity] of ANSWERS) it(`answers "${text}" with ${severity}`, () => expect(scale(text, true)).to.equal(severity));
  for (const [text, severity] of VOLUNTEERED) it(`hears ${severity} in "${text}"`, () => expect(scale(text, false)).to.equal(severity));
  for (const [name, text] of HOSTILE) it(`hears nothing unasked in ${name}`, () => expect(scale(text, false)).to.equal(undefined));

  it('takes mild, moderate and severe only when they were offered', async () => {
    const coarse = question('severity').unsure!.options;
    expect(inShort(await answer('severity', 'moderate', coarse))).to.equal('moderate');
    expect(inShort(await answer('severity', 'bien fuerte', coarse))).to.equal('severe');
    expect(inShort(await answer('severity', '2', coarse))).to.equal('moderate');
    expect(inShort(await answer('severity', '8', coarse))).to.equal('severity=8');
    expect(inShort(await answer('severity', 'moderate'))).to.equal('-');
  });
});
