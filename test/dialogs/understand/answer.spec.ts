import { expect } from 'chai';
import { ANSWERED } from './answered.ts';
import { answer, HOSTILE, inShort, question } from './reading.ts';

describe('readAnswer', () => {
  for (const [id, text, wanted] of ANSWERED) {
    it(`${id}: "${text}" is ${wanted}`, async () => {
      const got = inShort(await answer(id, text));
      if (wanted.startsWith('-') && wanted.length > 1) expect(got).to.not.include(wanted.slice(1));
      else expect(got).to.equal(wanted);
    });
  }
  for (const id of ['severity', 'posture', 'red-flags', 'onset', 'procedure-date', 'about-you']) {
    it(`${id}: hostile messages pick no option`, async () => {
      for (const [name, text] of HOSTILE) {
        const got = await answer(id, text.slice(0, 2_000));
        if (!/cues|questions|postures/.test(name)) expect(got?.kind, name).to.not.equal('options');
      }
    });
  }
  it('offers bands for a date once the patient cannot tell', async () => {
    const bands = question('procedure-date').unsure!.options;
    expect(inShort(await answer('procedure-date', '2', bands))).to.equal('month');
    expect(inShort(await answer('procedure-date', '1 to 3 months ago', bands))).to.equal('three-months');
    expect(inShort(await answer('procedure-date', 'no procedure so nothing', bands))).to.be.oneOf(['procedure=none', 'refused']);
  });
});
