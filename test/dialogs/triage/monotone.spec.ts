import { expect } from 'chai';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { loadContent } from '../../../content/load.ts';
import { LEVELS, type Level, type Value } from '../../../content/schema.ts';
import { assess } from '../../../dialogs/triage/assess.ts';
import { type Facts, mildest, UNKNOWN } from '../../../dialogs/triage/facts.ts';

const { protocol } = loadContent();
const PAIRS = process.env.TEST_LONG === '1' ? 300_000 : 20_000;

const urgency = (facts: Facts) => LEVELS.length - LEVELS.indexOf(assess(protocol, facts).decided!.level);

const rungs = (name: string, ...values: Value[]): Facts[] => values.map((value) => ({ [name]: value }));
const sign = (name: string) => rungs(name, 'no', UNKNOWN, 'yes');

/** Each ladder goes from what a clinician would call mildest to what they would call worst. */
const LADDERS: Record<string, Facts[]> = {
  severity: rungs('severity', 0, 1, 2, 3, 4, 5, 6, 7, UNKNOWN, 8, 9, 10),
  fever: sign('fever'),
  neck: [
    { neckStiff: 'no', neckRigid: 'no' },
    { neckStiff: UNKNOWN, neckRigid: 'no' },
    { neckStiff: 'yes', neckRigid: 'no' },
    { neckStiff: 'yes', neckRigid: 'yes' },
  ],
  'neck that will not bend': [
    { neckStiff: 'no', neckRigid: 'no' },
    { neckStiff: 'yes', neckRigid: 'no' },
    { neckStiff: 'no', neckRigid: 'yes' },
  ],
  vision: [
    { visionBlurred: 'no', visionLost: 'no' },
    { visionBlurred: UNKNOWN, visionLost: 'no' },
    { visionBlurred: 'yes', visionLost: 'no' },
    { visionBlurred: 'no', visionLost: 'yes' },
  ],
  hearing: sign('hearing'),
  vomiting: [
    { vomitingSome: 'no', vomitingRepeated: 'no' },
    { vomitingSome: 'yes', vomitingRepeated: 'no' },
    { vomitingSome: 'yes', vomitingRepeated: UNKNOWN },
    { vomitingSome: 'yes', vomitingRepeated: 'yes' },
  ],
  'nerve signs': sign('neuro'),
  'legs, bladder, bowel': sign('cauda'),
  consciousness: sign('consciousness'),
  'back pain': sign('backPainSevere'),
  wound: sign('woundLeak'),
  trend: rungs('trend', 'better', 'same', UNKNOWN, 'worse'),
  painkillers: rungs('painkillers', 'full-relief', 'some-relief', UNKNOWN, 'no-relief'),
  'no painkiller': rungs('painkillers', 'full-relief', 'not-taken', 'no-relief'),
  'painkiller days': rungs('painkillerDays', 'no', UNKNOWN, 'yes'),
  'blood thinner': rungs('bloodThinner', 'no', 'yes'),
  'blood thinner unknown': rungs('bloodThinner', 'no', UNKNOWN),
  immunity: rungs('immune', 'no', 'yes'),
  'immunity unknown': rungs('immune', 'no', UNKNOWN),
  'pregnancy unknown': rungs('pregnancy', 'no', UNKNOWN),
  'age unknown': rungs('age', 'adult', UNKNOWN),
  'speed of onset': [
    { thunderclap: 'no', onsetWithinHour: 'no' },
    { thunderclap: 'no', onsetWithinHour: UNKNOWN },
    { thunderclap: 'no', onsetWithinHour: 'yes' },
    { thunderclap: UNKNOWN, onsetWithinHour: 'yes' },
    { thunderclap: 'yes', onsetWithinHour: 'yes' },
  ],
  'worst ever': sign('worstEver'),
  'head injury': [
    { headInjury: 'no', headInjuryDays: 0, headInjuryDanger: 'no' },
    ...[120, 90, 30, 8, 7, 0, UNKNOWN].map((headInjuryDays) => ({ headInjury: 'yes', headInjuryDays, headInjuryDanger: 'no' })),
    { headInjury: 'yes', headInjuryDays: UNKNOWN, headInjuryDanger: 'yes' },
  ],
  'usual, then changed': rungs('usual', 'usual', 'changed'),
  'usual, then new': rungs('usual', 'usual', UNKNOWN),
  'the posture nobody can tell': rungs('posture', 'no-change', UNKNOWN),
  'the day of onset nobody can tell': rungs('onsetDaysAfterProcedure', 0, 5, UNKNOWN),
  'red eye': sign('redEye'),
  'jaw and scalp': sign('gca'),
  'signs around a birth': sign('preeclampsia'),
  'rash or light': sign('rashOrLight'),
  'cough or waking': sign('coughOrWakes'),
  exertion: sign('exertion'),
  'blood pressure': sign('pressureCrisis'),
  airway: sign('airway'),
  'carbon monoxide': sign('carbonMonoxide'),
  'back after a patch': sign('patchReturn'),
  'too much medicine': rungs('overdose', 'no', 'over-label', 'yes'),
  'red-flag screen': rungs('redFlagScreen', 'answered', 'unanswered'),
};

const NOBODY = Object.fromEntries(Object.entries(protocol.facts).map(([name, spec]) => [name, mildest(spec)]));
delete NOBODY.earlierProcedure;
delete NOBODY.earlierDaysSince;
/** Facts with "yes" for their worst; the others are drawn one by one. */
const SIGNS = Object.keys(protocol.facts).filter((name) => protocol.facts[name]!.values?.join() === 'no,yes' && name !== 'headache');
const oneOf = (name: string) => fc.constantFrom(...protocol.facts[name]!.values!, UNKNOWN);

const patient: fc.Arbitrary<Facts> = fc
  .record({
    told: fc.record({
      headache: fc.constantFrom('yes', 'yes', 'yes', 'yes', 'no'),
      procedure: oneOf('procedure'),
      daysSinceProcedure: fc.constantFrom<Value>(0, 5, 14, 15, 30, 31, 60, 90, 91, 120, 180, 181, UNKNOWN),
      pregnancy: fc.constantFrom('no', 'no', 'no', 'pregnant', 'postpartum-6w', 'postpartum-12m'),
      age: fc.constantFrom('adult', 'adult', 'over-50', 'under-18'),
      posture: oneOf('posture'),
      usual: oneOf('usual'),
      severity: fc.constantFrom<Value>(0, 2, 3, 4, 6, 7, 9, UNKNOWN),
      trend: oneOf('trend'),
      painkillers: oneOf('painkillers'),
      onsetDaysAgo: fc.constantFrom<Value>(0, 2, 3, 14, UNKNOWN),
      onsetDaysAfterProcedure: fc.constantFrom<Value>(0, 1, 5, 6, UNKNOWN),
      headInjuryDays: fc.constantFrom<Value>(0, 7, 8, 90, 91, UNKNOWN),
    }),
    signs: fc.uniqueArray(fc.constantFrom(...SIGNS), { maxLength: 4 }),
    told2: fc.constantFrom('yes', 'yes', UNKNOWN),
  })
  .map(({ told, signs, told2 }) => ({ ...NOBODY, ...told, ...Object.fromEntries(signs.map((name) => [name, told2])) }));

describe('an answer that a clinician would call worse', () => {
  it(`never lowers the level (${PAIRS.toLocaleString('en-US')} pairs)`, () => {
    const step = fc
      .constantFrom(...Object.keys(LADDERS))
      .chain((name) => fc.tuple(fc.constant(name), fc.shuffledSubarray([...LADDERS[name]!.keys()], { minLength: 2, maxLength: 2 })));
    fc.assert(
      fc.property(patient, step, (facts, [name, ends]) => {
        const [low, high] = [...ends].sort((a, b) => a - b) as [number, number];
        const ladder = LADDERS[name]!;
        return urgency({ ...facts, ...ladder[high] }) >= urgency({ ...facts, ...ladder[low] });
      }),
      { numRuns: PAIRS, seed: 20 },
    );
  }).timeout(PAIRS > 20_000 ? 600_000 : 60_000);

  it('meets patients of every level', () => {
    const levels = new Set(fc.sample(patient, { numRuns: 2_000, seed: 3 }).map((facts) => assess(protocol, facts).decided!.level));
    expect([...levels].sort()).to.deep.equal([...LEVELS].sort());
  });

  it('has a ladder for every sign', () => {
    const laddered = new Set(Object.values(LADDERS).flatMap((ladder) => ladder.flatMap((facts) => Object.keys(facts))));
    expect(SIGNS.filter((name) => !laddered.has(name))).to.deep.equal(['selfHarm', 'rash']);
  });
});

describe('where worse has no order', () => {
  const mild: Facts = {
    ...NOBODY,
    headache: 'yes',
    usual: 'new',
    severity: 3,
    trend: 'same',
    painkillers: 'full-relief',
    posture: 'no-change',
    onsetDaysAfterProcedure: 1,
  };
  const tap = { procedure: 'lumbar-puncture' };
  const pairs: [string, [Facts, string, Level], [Facts, string, Level]][] = [
    ['no procedure or one', [{}, 'R1', 'routine'], [{ ...tap, daysSinceProcedure: 100 }, 'B01', 'book']],
    [
      'long ago or in the last half year',
      [{ ...tap, daysSinceProcedure: 181 }, 'R1', 'routine'],
      [{ ...tap, daysSinceProcedure: 180 }, 'B01', 'book'],
    ],
    [
      'worse upright 40 days or 10 days after',
      [{ ...tap, daysSinceProcedure: 40, posture: 'worse-upright' }, 'B01', 'book'],
      [{ ...tap, daysSinceProcedure: 10, posture: 'worse-upright' }, 'S03', 'same-day'],
    ],
    [
      'worse upright 15 days or 14 days after',
      [{ ...tap, daysSinceProcedure: 15, posture: 'worse-upright' }, 'B01', 'book'],
      [{ ...tap, daysSinceProcedure: 14, posture: 'worse-upright' }, 'S03', 'same-day'],
    ],
    [
      'the same at 4 of 10',
      [{ ...tap, daysSinceProcedure: 31, posture: 'worse-upright', severity: 4 }, 'B01', 'book'],
      [{ ...tap, daysSinceProcedure: 30, posture: 'worse-upright', severity: 4 }, 'S06', 'same-day'],
    ],
    [
      'a date that nobody can tell',
      [{ ...tap, daysSinceProcedure: 40, posture: 'worse-upright' }, 'B01', 'book'],
      [{ ...tap, daysSinceProcedure: UNKNOWN, posture: 'worse-upright' }, 'S03', 'same-day'],
    ],
    ['a kind that nobody can tell', [{}, 'R1', 'routine'], [{ procedure: UNKNOWN, daysSinceProcedure: 100 }, 'B01', 'book']],
    [
      'a fever 31 or 30 days after a needle',
      [{ ...tap, daysSinceProcedure: 31, fever: 'yes' }, 'S13', 'same-day'],
      [{ ...tap, daysSinceProcedure: 30, fever: 'yes' }, 'E08', 'emergency'],
    ],
    [
      'a fever 91 or 90 days after surgery',
      [{ procedure: 'spine-surgery', daysSinceProcedure: 91, fever: 'yes' }, 'S13', 'same-day'],
      [{ procedure: 'spine-surgery', daysSinceProcedure: 90, fever: 'yes' }, 'E08', 'emergency'],
    ],
    [
      'a fever after a needle or an unknown kind',
      [{ ...tap, daysSinceProcedure: 60, fever: 'yes' }, 'S13', 'same-day'],
      [{ procedure: 'other-spinal', daysSinceProcedure: 60, fever: 'yes' }, 'E08', 'emergency'],
    ],
    [
      'a fever years after surgery or with a pump',
      [{ procedure: 'spine-surgery', daysSinceProcedure: 900, fever: 'yes' }, 'S13', 'same-day'],
      [{ procedure: 'implant', daysSinceProcedure: 900, fever: 'yes' }, 'E08', 'emergency'],
    ],
    [
      'a mild headache after a needle or a patch',
      [{ ...tap, daysSinceProcedure: 20 }, 'B01', 'book'],
      [{ procedure: 'blood-patch', daysSinceProcedure: 20 }, 'S04', 'same-day'],
    ],
    [
      'postural no more 91 or 90 days after',
      [{ ...tap, daysSinceProcedure: 91, posture: 'was-postural-now-constant' }, 'S06', 'same-day'],
      [{ ...tap, daysSinceProcedure: 90, posture: 'was-postural-now-constant' }, 'E12', 'emergency'],
    ],
    [
      'postural or postural no more',
      [{ ...tap, daysSinceProcedure: 5, posture: 'worse-upright' }, 'S03', 'same-day'],
      [{ ...tap, daysSinceProcedure: 5, posture: 'was-postural-now-constant' }, 'E12', 'emergency'],
    ],
    [
      'no posture or worse upright after a needle',
      [{ ...tap, daysSinceProcedure: 5 }, 'B01', 'book'],
      [{ ...tap, daysSinceProcedure: 5, posture: 'worse-upright' }, 'S03', 'same-day'],
    ],
    [
      'no posture or worse lying after a needle',
      [{ ...tap, daysSinceProcedure: 20 }, 'B01', 'book'],
      [{ ...tap, daysSinceProcedure: 20, posture: 'worse-lying' }, 'S05', 'same-day'],
    ],
    [
      'worse lying, worsening or not',
      [{ ...tap, daysSinceProcedure: 60, posture: 'worse-lying' }, 'B01', 'book'],
      [{ ...tap, daysSinceProcedure: 60, posture: 'worse-lying', trend: 'worse' }, 'E12', 'emergency'],
    ],
    ['no posture or worse upright, no procedure', [{}, 'R1', 'routine'], [{ posture: 'worse-upright' }, 'B02', 'book']],
    ['no posture or worse lying, no procedure', [{}, 'R1', 'routine'], [{ posture: 'worse-lying' }, 'B04', 'book']],
    [
      'worse upright or postural no more, no procedure',
      [{ posture: 'worse-upright' }, 'B02', 'book'],
      [{ posture: 'was-postural-now-constant' }, 'S17', 'same-day'],
    ],
    ['a mild new headache under or over 50', [{}, 'R1', 'routine'], [{ age: 'over-50' }, 'B03', 'book']],
    ['worsening under or over 50', [{ trend: 'worse' }, 'B04', 'book'], [{ trend: 'worse', age: 'over-50' }, 'S16', 'same-day']],
    [
      'peaked within the hour under or over 50',
      [{ onsetWithinHour: 'yes' }, 'S12', 'same-day'],
      [{ onsetWithinHour: 'yes', age: 'over-50' }, 'E07', 'emergency'],
    ],
    ['worsening in an adult or a child', [{ trend: 'worse' }, 'B04', 'book'], [{ trend: 'worse', age: 'under-18' }, 'S02', 'same-day']],
    [
      'after a needle in an adult or a child',
      [{ ...tap, daysSinceProcedure: 20 }, 'B01', 'book'],
      [{ ...tap, daysSinceProcedure: 20, age: 'under-18' }, 'S02', 'same-day'],
    ],
    ['no birth, a birth this year', [{}, 'R1', 'routine'], [{ pregnancy: 'postpartum-12m' }, 'S18', 'same-day']],
    [
      'a severe headache, not pregnant or pregnant',
      [{ severity: 8 }, 'S12', 'same-day'],
      [{ severity: 8, pregnancy: 'pregnant' }, 'E13', 'emergency'],
    ],
  ];
  for (const [what, milder, worse] of pairs) {
    it(`${what}: ${milder[1]}, ${worse[1]}`, () => {
      for (const [facts, rule, level] of [milder, worse]) {
        const { decided } = assess(protocol, { ...mild, ...facts });
        expect([decided?.id, decided?.level]).to.deep.equal([rule, level]);
      }
      expect(LEVELS.indexOf(worse[2])).to.be.below(LEVELS.indexOf(milder[2]));
    });
  }
});
