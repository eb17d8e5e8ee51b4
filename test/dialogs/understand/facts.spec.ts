import { expect } from 'chai';
import { facts, HOSTILE } from './reading.ts';
import { TOLD } from './told.ts';

describe('readFacts', () => {
  for (const [text, wanted, not = []] of TOLD) {
    it(`hears ${JSON.stringify(wanted)} in "${text}"`, async () => {
      const told = await facts(text);
      expect(told).to.include(wanted);
      for (const name of not) expect(told, name).to.not.have.property(name);
    });
  }

  it('tells nothing when nothing is told', async () => {
    for (const text of ['', 'hi', 'hola, ¿aceptan Medicare?', 'where are you located?', 'thanks!', 'what is a blood patch?'])
      expect(await facts(text), text).to.deep.equal({});
  });
  it('ties two procedures to their dates', async () => {
    expect(await facts('blood patch yesterday for the spinal tap I had on the 12th')).to.include({
      procedure: 'blood-patch',
      daysSinceProcedure: 1,
      earlierProcedure: 'lumbar-puncture',
      earlierDaysSince: 10,
    });
  });
  it('answers hostile messages', async () => {
    for (const [name, text] of HOSTILE) expect(await facts(text.slice(0, 2_000)), name).to.be.an('object');
  });
});
