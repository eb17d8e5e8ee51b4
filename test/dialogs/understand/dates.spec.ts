import { expect } from 'chai';
import { type DateRecognizer, dateRecognizer, withinFence } from '../../../dialogs/understand/date-worker.ts';
import { findDates } from '../../../dialogs/understand/dates.ts';
import { HOSTILE, TODAY, tokens } from './reading.ts';

const AGO: Record<string, number> = {
  '3 days ago': 3,
  tues: 5,
  'last Thursday': 3,
  'last tuesday': 5,
  'the 19th': 3,
  yesterday: 1,
  'day before yesterday': 2,
  anoche: 1,
  antier: 2,
  anteayer: 2,
  'antes de ayer': 2,
  'hace 3 días': 3,
  'hace una semana': 7,
  'hace mes y medio': 45,
  'two wks ago': 14,
  '5 wks back': 35,
  'this morning': 0,
  'since Friday': 2,
  'Nov 19': 3,
  '19 de noviembre': 3,
  'el jueves pasado': 3,
  '10 years ago': 3650,
  'in 2019': 2701,
  'couple of days': 2,
  'hace rato': 0,
  'a week ago tuesday': 12,
  '11/19/2026': 3,
  '11/19': 3,
  '2026-11-19': 3,
  'a week and a half ago': 10,
  'hace dos semanas y media': 17,
  'six or seven days ago': 6,
  'the 25th': 28,
  'el 3 de octubre': 50,
  'half a year ago': 182,
  sunday: 7,
  hoy: 0,
  'last week': 7,
  'la semana pasada': 7,
  'el mes pasado': 30,
  '3 days now': 3,
  'llevo 5 dias con dolor': 5,
  'December 3 2025': 354,
  '8 hours ago': 0,
  'hace un par de semanas': 14,
  'the 22nd of october': 31,
  halloween: 22,
  'twenty one days ago': 21,
  'hace quince dias': 15,
  '2 weeks postpartum': 14,
}; // prettier-ignore
const LATER: Record<string, number> = {
  '3 days after it': 3,
  'the same evening': 0,
  'next day': 1,
  'al otro día': 1,
  'a los dos días de la punción': 2,
  'the day after the tap': 1,
};
const NOT_PAST = [
  'tomorrow',
  'mañana',
  'next tuesday',
  'el martes que viene',
  'in 2 weeks',
  'December 3',
  '2027-01-05',
  'la próxima semana',
];

const first = (text: string) => findDates(tokens(text), TODAY)[0];

describe('findDates', () => {
  for (const [text, days] of Object.entries(AGO))
    it(`reads "${text}" as ${days} days ago`, () => expect(first(text)?.daysAgo).to.equal(days));
  for (const [text, days] of Object.entries(LATER))
    it(`reads "${text}" as ${days} days later`, () => expect(first(text)?.after).to.equal(days));
  for (const text of NOT_PAST) it(`takes "${text}" for no past day`, () => expect(first(text)?.daysAgo).to.equal(undefined));
  for (const text of ['I may be wrong', 'I sat down', '7 out of 10', 'no sun today please'.slice(0, 6)])
    it(`finds no day in "${text}"`, () => expect(findDates(tokens(text), TODAY)).to.deep.equal([]));
  it('knows the morning from tomorrow', () => expect(first('me duele en la mañana')).to.equal(undefined));
  it('gives an end to every hostile message', () => {
    for (const [, text] of HOSTILE) for (const { daysAgo } of findDates(tokens(text), TODAY)) expect(daysAgo ?? 0).to.be.within(0, 36_500);
  });
});

describe('dateRecognizer', () => {
  let recognizer: DateRecognizer;
  before(async () => {
    recognizer = dateRecognizer(5_000);
    await recognizer.ready;
  });
  after(() => recognizer.close());

  it('reads what our own rules do not', async () => {
    expect(await recognizer.recognize('el primer lunes de noviembre', TODAY)).to.equal(20);
    expect(await recognizer.recognize('november nineteenth', TODAY)).to.equal(3);
  });
  it('knows no future', async () => expect(await recognizer.recognize('next friday', TODAY)).to.equal(undefined));
  it('keeps what is long or full of numbers out', async () => {
    expect(withinFence('1/1/2026 '.repeat(500))).to.equal(false);
    expect(withinFence('1 1 1 1 1 1')).to.equal(false);
    for (const [, text] of HOSTILE) expect(await recognizer.recognize(text, TODAY)).to.equal(undefined);
  });
  it('gives up on what takes too long, and works again after a restart', async () => {
    const hasty = dateRecognizer(0);
    await hasty.ready;
    expect(await hasty.recognize('november nineteenth', TODAY)).to.equal(undefined);
    await hasty.close();
    expect(await hasty.recognize('november nineteenth', TODAY)).to.equal(undefined);
  });
});
