import { expect } from 'chai';
import { describe, it } from 'mocha';
import { loadContent } from '../../../content/load.ts';
import { assess, nextQuestion, outcome } from '../../../dialogs/triage/assess.ts';
import { type Facts, mildest, procedures, UNKNOWN, view, withOnset } from '../../../dialogs/triage/facts.ts';
import { shownOptions } from '../../../dialogs/triage/options.ts';

const { protocol } = loadContent();
const decided = (facts: Facts) => assess(protocol, facts).decided?.id;
const asked = (facts: Facts) => nextQuestion(protocol, facts)?.id;
const is = (name: string, facts: Facts) => view(protocol, facts).is(name, 'yes');

const screen = Object.fromEntries(protocol.questions[0]!.asks.map((name) => [name, 'no']));
/** Every fact at its mildest, but a new headache of 3. */
const all: Facts = {
  ...Object.fromEntries(Object.entries(protocol.facts).map(([name, spec]) => [name, mildest(spec)])),
  earlierProcedure: undefined,
  earlierDaysSince: undefined,
  headache: 'yes',
  usual: 'new',
  severity: 3,
  trend: 'same',
};
const tap = { procedure: 'lumbar-puncture', daysSinceProcedure: 2 };
const pattern: Facts = { ...all, ...tap, posture: 'worse-upright', onsetDaysAfterProcedure: 1 };

type Case = [what: string, facts: Facts, expected: string | undefined];
const table = (cases: Case[], actual: (facts: Facts) => string | undefined) => {
  for (const [what, facts, expected] of cases) it(`${what}: ${expected ?? 'nothing yet'}`, () => expect(actual(facts)).to.equal(expected));
};

describe('assess', () => {
  table(
    [
      ['a fever with a stiff neck', { fever: 'yes', neckStiff: 'yes' }, 'E08'],
      ['an emergency does not wait for a worse one', { ...tap, posture: 'was-postural-now-constant', trend: 'worse' }, 'E12'],
      ['a postural headache waits while a worse one is possible', { ...tap, posture: 'worse-upright' }, undefined],
      ['and decides when it no longer is', pattern, 'S03'],
      ['no procedure and mild', all, 'R1'],
      ['the usual headache, even if severe', { ...all, usual: 'usual', severity: 9 }, 'R2'],
      ['nothing told', {}, undefined],
      ['several emergencies: the lowest id', { cauda: 'yes', visionLost: 'yes', carbonMonoxide: 'yes' }, 'E04'],
    ],
    decided,
  );

  it('names every rule that holds, most urgent first', () => {
    const { matched } = assess(protocol, { ...all, cauda: 'yes', visionLost: 'yes' });
    expect(matched.map(({ id }) => id).slice(0, 2)).to.deep.equal(['E04', 'E05']);
  });

  it('waits for nothing once it decided, and says what it waits for until then', () => {
    expect([...assess(protocol, all).wanted]).to.deep.equal([]);
    expect([...assess(protocol, { ...all, usual: undefined }).wanted]).to.deep.equal(['usual']);
  });

  it('does not depend on the order in which facts came', () => {
    const shuffled = Object.fromEntries(Object.entries(pattern).reverse());
    expect(assess(protocol, shuffled)).to.deep.equal(assess(protocol, pattern));
  });
});

describe('what the patient cannot tell', () => {
  table(
    [
      ['a severity counts as 7', { ...all, severity: UNKNOWN }, 'S12'],
      ['a date counts as today', { ...pattern, daysSinceProcedure: UNKNOWN }, 'S03'],
      ['a posture counts as postural for S03', { ...all, ...tap, posture: UNKNOWN }, 'S03'],
      ['and for S06', { ...all, ...tap, daysSinceProcedure: 20, posture: UNKNOWN, severity: 4 }, 'S06'],
      ['but not elsewhere', { ...all, posture: UNKNOWN }, 'R1'],
      ['nor for S03 later on', { ...all, ...tap, daysSinceProcedure: 40, posture: UNKNOWN }, 'B01'],
      ['what is usual counts as new', { ...all, usual: UNKNOWN, age: 'over-50' }, 'B03'],
      ['painkillers count as some relief', { ...all, ...tap, painkillers: UNKNOWN }, 'S06'],
      ['and not as none', { ...all, painkillers: UNKNOWN, onsetDaysAgo: 5 }, 'R1'],
      ['a trend counts as the same', { ...all, trend: UNKNOWN }, 'R1'],
      ['and not as settling', { ...all, ...tap, posture: 'was-postural-now-constant', trend: UNKNOWN }, 'E12'],
      ['a speed of onset with a severe headache is fast', { ...all, onsetWithinHour: UNKNOWN, severity: 7 }, 'E07'],
      ['or with a stiff neck', { ...all, onsetWithinHour: UNKNOWN, neckStiff: 'yes' }, 'E07'],
      ['but is not fast of itself', { ...all, onsetWithinHour: UNKNOWN, age: 'over-50' }, 'B03'],
      ['a day of onset does not make it late', { ...all, ...tap, onsetDaysAfterProcedure: UNKNOWN }, 'B01'],
      ['nor long, for B06', { ...all, painkillers: 'no-relief', onsetDaysAgo: UNKNOWN }, 'R1'],
      ['nor long, for B07', { ...all, onsetDaysAgo: UNKNOWN }, 'R1'],
      ['a kind of procedure is a needle', { ...all, procedure: UNKNOWN, daysSinceProcedure: 100 }, 'B01'],
      ['with the window of 90 days', { ...all, procedure: UNKNOWN, daysSinceProcedure: 90, fever: 'yes' }, 'E08'],
      ['and not for ever', { ...all, procedure: UNKNOWN, daysSinceProcedure: 91, fever: 'yes' }, 'S13'],
      ['an injury is one of the last 7 days', { ...all, headInjury: 'yes', headInjuryDays: UNKNOWN }, 'E11'],
      ['a fever counts', { ...all, fever: UNKNOWN }, 'S13'],
      ['a warning sign counts', { ...all, neuro: UNKNOWN }, 'E03'],
      ['pregnancy is at least an appointment', { ...all, usual: 'usual', pregnancy: UNKNOWN }, 'B10'],
      ['so is a blood thinner', { ...all, usual: 'usual', bloodThinner: UNKNOWN }, 'B10'],
      ['so is immunity', { ...all, immune: UNKNOWN }, 'B10'],
      ['so is age', { ...all, age: UNKNOWN }, 'B10'],
      ['and it lowers nothing', { ...pattern, age: UNKNOWN }, 'S03'],
    ],
    decided,
  );
});

describe('the red-flag screen', () => {
  table(
    [
      ['left unanswered', { redFlagScreen: 'unanswered' }, 'G1'],
      [
        'left unanswered, with a mild rest',
        { ...all, ...Object.fromEntries(Object.keys(screen).map((name) => [name, undefined])), redFlagScreen: 'unanswered' },
        'G1',
      ],
      ['left unanswered, with an emergency said', { redFlagScreen: 'unanswered', carbonMonoxide: 'yes' }, 'E19'],
      ['left unanswered, then a sign of it', { redFlagScreen: 'unanswered', thunderclap: 'yes' }, 'E06'],
    ],
    decided,
  );
  it('asks nothing more once it was left unanswered', () => expect(asked({ redFlagScreen: 'unanswered' })).to.equal(undefined));
});

describe('the early postural pattern', () => {
  const alarms: Facts = { ...pattern, worstEver: 'yes' };
  table(
    [
      ['spares the worst headache ever', alarms, 'S03'],
      ['spares a neck that will not bend', { ...pattern, neckRigid: 'yes' }, 'S03'],
      ['spares a severe headache with vomiting', { ...pattern, severity: 8, vomitingRepeated: 'yes' }, 'S03'],
      ['not two of them', { ...alarms, neckRigid: 'yes' }, 'E09'],
      ['nor another two', { ...alarms, severity: 8, vomitingRepeated: 'yes' }, 'E16'],
      ['vomiting with a severity nobody can tell is one of them', { ...alarms, severity: UNKNOWN, vomitingRepeated: 'yes' }, 'E16'],
      ['vomiting with a mild headache is none', { ...alarms, vomitingRepeated: 'yes' }, 'S03'],
      ['not without a procedure', { ...alarms, procedure: 'none' }, 'E16'],
      ['not after a kind nobody can tell', { ...alarms, procedure: UNKNOWN }, 'E16'],
      ['not after something else', { ...alarms, procedure: 'other-spinal' }, 'E16'],
      ['not on a date nobody can tell', { ...alarms, daysSinceProcedure: UNKNOWN }, 'E16'],
      ['still on day 14', { ...alarms, daysSinceProcedure: 14 }, 'S03'],
      ['not on day 15', { ...alarms, daysSinceProcedure: 15 }, 'E16'],
      ['not with another posture', { ...alarms, posture: 'no-change' }, 'E16'],
      ['not with a posture nobody can tell', { ...alarms, posture: UNKNOWN }, 'E16'],
      ['not when it came within the hour', { ...alarms, onsetWithinHour: 'yes' }, 'E16'],
      ['not when nobody can tell how fast it came', { ...alarms, onsetWithinHour: UNKNOWN }, 'E16'],
      ['not when it came like thunder', { ...alarms, thunderclap: 'yes' }, 'E06'],
      ['still when it began 5 days after', { ...alarms, daysSinceProcedure: 9, onsetDaysAfterProcedure: 5 }, 'S03'],
      ['not when it began 6 days after', { ...alarms, daysSinceProcedure: 9, onsetDaysAfterProcedure: 6 }, 'E16'],
      ['not when nobody can tell the day it began', { ...alarms, onsetDaysAfterProcedure: UNKNOWN }, 'E16'],
    ],
    decided,
  );
  it('is asked for part by part while it can still hold', () => {
    const told = { ...screen, ...tap, worstEver: 'yes' };
    expect(decided(told)).to.equal(undefined);
    expect(decided({ ...told, posture: 'worse-upright', onsetWithinHour: 'no', onsetDaysAgo: 1 })).to.equal(undefined);
    expect(decided({ ...told, posture: 'no-change' })).to.equal('E16');
  });
});

describe('two procedures', () => {
  const two = {
    ...all,
    procedure: 'lumbar-puncture',
    daysSinceProcedure: 5,
    posture: 'worse-upright',
    earlierProcedure: 'spine-surgery',
    earlierDaysSince: 60,
  };
  table(
    [
      ['the latest decides where it is the more urgent', two, 'S03'],
      ['the earlier where that is', { ...two, fever: 'yes', daysSinceProcedure: 400, posture: 'no-change' }, 'E08'],
      ['an earlier one with no date is recent', { ...two, daysSinceProcedure: 100, earlierDaysSince: undefined }, 'S03'],
      [
        'a blood patch after a tap',
        { ...all, procedure: 'blood-patch', daysSinceProcedure: 20, earlierProcedure: 'lumbar-puncture', earlierDaysSince: 25 },
        'S04',
      ],
      [
        'an old pump beside a needle',
        { ...all, ...tap, daysSinceProcedure: 60, earlierProcedure: 'implant', earlierDaysSince: 900, fever: 'yes' },
        'E08',
      ],
      [
        'an emergency of one does not wait for the other',
        { ...screen, fever: 'yes', procedure: 'lumbar-puncture', earlierProcedure: 'implant', earlierDaysSince: 900 },
        'E08',
      ],
    ],
    decided,
  );
  it('are judged one by one', () =>
    expect(procedures(two).map(({ procedure }) => procedure)).to.deep.equal(['lumbar-puncture', 'spine-surgery']));
  it('do not share the day of onset counted from one of them', () =>
    expect(procedures({ ...two, onsetDaysAfterProcedure: 1 }).map(({ onsetDaysAfterProcedure: day }) => day)).to.deep.equal([
      1,
      undefined,
    ]));
});

describe('derived facts', () => {
  const cases: [string, Facts, boolean][] = [
    ['infectionWindow', { procedure: 'lumbar-puncture', daysSinceProcedure: 30 }, true],
    ['infectionWindow', { procedure: 'lumbar-puncture', daysSinceProcedure: 31 }, false],
    ['infectionWindow', { procedure: 'spine-surgery', daysSinceProcedure: 90 }, true],
    ['infectionWindow', { procedure: 'spine-surgery', daysSinceProcedure: 91 }, false],
    ['infectionWindow', { procedure: 'other-spinal', daysSinceProcedure: 90 }, true],
    ['infectionWindow', { procedure: 'implant', daysSinceProcedure: 9000 }, true],
    ['infectionWindow', { procedure: 'none' }, false],
    ['spinalIn180', { procedure: 'myelogram', daysSinceProcedure: 180 }, true],
    ['spinalIn180', { procedure: 'myelogram', daysSinceProcedure: 181 }, false],
    ['spinalIn14', { procedure: 'myelogram', daysSinceProcedure: UNKNOWN }, true],
    ['injuryIn7', { headInjury: 'yes', headInjuryDays: 7 }, true],
    ['injuryIn7', { headInjury: 'yes', headInjuryDays: 8 }, false],
    ['injuryIn90', { headInjury: 'yes', headInjuryDays: 90 }, true],
    ['injuryIn90', { headInjury: 'yes', headInjuryDays: 91 }, false],
    ['injuryIn90', { headInjury: 'no', headInjuryDays: 3 }, false],
    ['severe', { severity: 6 }, false],
    ['severe', { severity: 7 }, true],
    ['severe', { severity: UNKNOWN }, true],
    ['lateOnset', { onsetDaysAfterProcedure: 6 }, true],
    ['lateOnset', { onsetDaysAfterProcedure: 5 }, false],
    ['lateOnset', { onsetDaysAfterProcedure: UNKNOWN }, false],
    ['lateOnset', { daysSinceProcedure: 9, onsetDaysAgo: 1 }, true],
    ['lastedTwoWeeks', { onsetDaysAgo: 14 }, true],
    ['lastedTwoWeeks', { onsetDaysAgo: 13 }, false],
    ['settling', { trend: 'better', severity: 3, visionBlurred: 'no', vomitingRepeated: 'no' }, true],
    ['settling', { trend: 'better', severity: 4, visionBlurred: 'no', vomitingRepeated: 'no' }, false],
    ['settling', { trend: 'better', severity: UNKNOWN, visionBlurred: 'no', vomitingRepeated: 'no' }, false],
    ['settling', { trend: 'better', severity: 3, visionBlurred: UNKNOWN, vomitingRepeated: 'no' }, false],
    ['settling', { trend: 'better', severity: 3, visionBlurred: 'no', vomitingRepeated: 'no', vomitingSome: 'yes' }, false],
    ['settling', { trend: 'same', severity: 3, visionBlurred: 'no', vomitingRepeated: 'no' }, false],
  ];
  for (const [name, facts, expected] of cases)
    it(`${name} of ${JSON.stringify(facts)} is ${expected}`, () => expect(is(name, facts)).to.equal(expected));

  it('wait for the fact to ask first', () => {
    expect(is('spinalIn14', {})).to.deep.equal({ waits: ['procedure'] });
    expect(is('spinalIn14', { procedure: 'myelogram' })).to.deep.equal({ waits: ['daysSinceProcedure'] });
  });
});

describe('withOnset', () => {
  const fromProcedure = (facts: Facts) => withOnset(facts).onsetDaysAfterProcedure;
  const ago = (facts: Facts) => withOnset(facts).onsetDaysAgo;
  it('counts the start from the procedure', () => expect(fromProcedure({ daysSinceProcedure: 9, onsetDaysAgo: 3 })).to.equal(6));
  it('takes a day of doubt for the same day', () => expect(fromProcedure({ daysSinceProcedure: 2, onsetDaysAgo: 3 })).to.equal(0));
  it('does not know it of a headache from before', () =>
    expect(fromProcedure({ daysSinceProcedure: 2, onsetDaysAgo: 30 })).to.equal(UNKNOWN));
  it('does not know it of an unknown date', () =>
    expect(fromProcedure({ daysSinceProcedure: UNKNOWN, onsetDaysAgo: 3 })).to.equal(UNKNOWN));
  it('counts the start from today', () => expect(ago({ daysSinceProcedure: 9, onsetDaysAfterProcedure: 2 })).to.equal(7));
  it('keeps what was told of both', () =>
    expect(fromProcedure({ daysSinceProcedure: 9, onsetDaysAgo: 3, onsetDaysAfterProcedure: 1 })).to.equal(1));
});

describe('nextQuestion', () => {
  table(
    [
      ['first', {}, 'red-flags'],
      ['then', screen, 'procedure'],
      ['no date of no procedure', { ...screen, procedure: 'none' }, 'about-you'],
      ['a date of one', { ...screen, procedure: 'myelogram' }, 'procedure-date'],
      ['when the injury was', { ...screen, headInjury: 'yes' }, 'head-injury'],
      ['an injury told with its day', { ...screen, headInjury: 'yes', headInjuryDays: 30 }, 'procedure'],
      ['nothing after an emergency', { cauda: 'yes' }, undefined],
      ['where it hurts, though it decides nothing', { ...all, location: undefined }, 'location'],
      ['about painkillers, though it is decided', { ...pattern, location: 'back', painkillers: undefined }, 'painkillers'],
      [
        'about "usual" only of a headache',
        { ...all, location: 'back', headache: 'no', usual: undefined, severity: undefined, trend: undefined, posture: undefined },
        undefined,
      ],
      ['how fast, of a severe new headache', { ...all, location: 'back', severity: 8, onsetWithinHour: undefined }, 'onset-speed'],
      ['not of a mild one', { ...all, location: 'back', onsetWithinHour: undefined }, undefined],
      ['not of a usual one', { ...all, location: 'back', usual: 'usual', severity: 8, onsetWithinHour: undefined }, undefined],
      ['painkiller days of a usual headache', { ...all, location: 'back', usual: 'usual', painkillerDays: undefined }, 'painkiller-days'],
      ['not of a new one', { ...all, location: 'back', painkillerDays: undefined }, undefined],
      [
        'not when something else asks for an appointment',
        { ...all, location: 'back', usual: 'usual', hearing: 'yes', painkillerDays: undefined },
        undefined,
      ],
    ],
    asked,
  );
  it('has no outcome before everybody was asked what everybody is asked', () => {
    expect(outcome(protocol, { ...all, location: undefined })).to.equal(undefined);
    expect(outcome(protocol, { ...all, location: 'back' })?.id).to.equal('R1');
  });
});

describe('other symptoms', () => {
  const question = protocol.questions.find(({ id }) => id === 'other-symptoms')!;
  const five = ['hearing', 'blurred-vision', 'stiff-neck', 'vomiting', 'red-eye'];
  const plain: Facts = { ...screen, procedure: 'none', pregnancy: 'no', bloodThinner: 'no', immune: 'no', age: 'adult' };
  const cases: [string, Facts, string[]][] = [
    ['nobody in particular', {}, ['cough-wakes']],
    ['60 days after a procedure', { ...tap, daysSinceProcedure: 60 }, ['wound-leak', 'back-pain', 'cough-wakes']],
    ['120 days after a procedure', { ...tap, daysSinceProcedure: 120 }, ['cough-wakes']],
    ['an old pump', { procedure: 'implant', daysSinceProcedure: 900 }, ['wound-leak', 'back-pain', 'cough-wakes']],
    ['a blood thinner', { bloodThinner: 'yes' }, ['back-pain', 'cough-wakes']],
    ['cancer', { immune: 'yes' }, ['back-pain', 'cough-wakes']],
    ['pregnant', { pregnancy: 'pregnant' }, ['preeclampsia', 'cough-wakes']],
    ['a birth this year', { pregnancy: 'postpartum-12m' }, ['preeclampsia', 'cough-wakes']],
    ['over 50', { age: 'over-50' }, ['jaw-scalp', 'cough-wakes']],
    ['a fever', { fever: 'yes' }, ['rash-light', 'cough-wakes']],
    ['under 18', { age: 'under-18' }, ['cough-wakes']],
    ['no room left', { ...tap, daysSinceProcedure: 60, age: 'over-50' }, ['wound-leak', 'back-pain', 'jaw-scalp']],
    [
      'a fever 60 days after a needle, over 50',
      { ...tap, daysSinceProcedure: 60, age: 'over-50', fever: 'yes' },
      ['wound-leak', 'jaw-scalp', 'rash-light'],
    ],
  ];
  for (const [what, facts, byCase] of cases) {
    it(`are the five and, for ${what}, ${byCase.join(', ')}`, () => {
      const shown = shownOptions(protocol, { ...plain, ...facts }, question).map(({ id }) => id);
      expect(shown).to.deep.equal([...five, ...byCase, 'none']);
    });
  }
});
