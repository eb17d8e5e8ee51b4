import { all, any, not, type Truth } from './truth.ts';
import type { View } from './view.ts';

/** A named fact computed from others, where a rule needs more than "is one of". Days are whole days. */
type Derived = (look: View) => Truth;

const NEEDLE_WINDOW = 30;
/** Open surgery, and procedures of unknown kind (project-rule, see content sources). */
const WIDE_WINDOW = 90;
const SEVERE = 7;
/** A headache that is no stronger than this may be on its way out. */
export const MILD = 3;
const POSTURAL_ONSET = 5;

const spinal: Derived = (look) => not(look.is('procedure', 'none'));
const spinalWithin =
  (days: number): Derived =>
  (look) =>
    all([spinal(look), look.number('daysSinceProcedure', (since) => since <= days)]);
const injuryWithin =
  (days: number): Derived =>
  (look) =>
    all([look.is('headInjury', 'yes'), look.number('headInjuryDays', (since) => since <= days)]);
const severityAtLeast =
  (least: number): Derived =>
  (look) =>
    look.number('severity', (severity) => severity >= least);

const notUsual: Derived = (look) => look.is('usual', 'changed', 'new');
const severe = severityAtLeast(SEVERE);
const neckAny: Derived = (look) => any([look.is('neckRigid', 'yes'), look.is('neckStiff', 'yes')]);
const yes =
  (...facts: string[]): Derived =>
  (look) =>
    any(facts.map((fact) => look.is(fact, 'yes')));

const onsetAfter =
  (days: number): Derived =>
  (look) =>
    look.told('onsetDaysAfterProcedure', (onset) => Number(onset) > days);

/** At most one of: cannot bend the neck, the worst headache ever, severe with repeated vomiting. */
const atMostOneAlarm: Derived = (look) => {
  const alarms = [look.is('neckRigid', 'yes'), look.is('worstEver', 'yes'), all([severe(look), look.is('vomitingRepeated', 'yes')])];
  return not(any(alarms.flatMap((first, i) => alarms.slice(i + 1).map((second) => all([first, second])))));
};

/** Symptoms that are asked by case: at most three of them fit beside the five that everybody is asked and "none". */
const BY_CASE = ['woundLeak', 'backPainSevere', 'preeclampsia', 'gca', 'rashOrLight'];
const threeByCase: Derived = (look) => {
  const asked = BY_CASE.map((fact) => look.asked(fact));
  const triples = asked.flatMap((a, i) => asked.slice(i + 1).flatMap((b, j) => asked.slice(i + j + 2).map((c) => all([a, b, c]))));
  return any(triples);
};

/**
 * The exception to three emergencies (worst ever, rigid neck, severe with vomiting): a textbook leak after a known procedure.
 * Every part must have been told, so doubt never lowers a level.
 */
const earlyPosturalPattern: Derived = (look) =>
  all([
    look.told('procedure', (procedure) => procedure !== 'none' && procedure !== 'other-spinal'),
    look.told('daysSinceProcedure', (since) => Number(since) <= 14),
    look.told('posture', (posture) => posture === 'worse-upright'),
    look.told('thunderclap', (sudden) => sudden === 'no'),
    look.told('onsetWithinHour', (fast) => fast === 'no'),
    look.told('onsetDaysAfterProcedure', (onset) => Number(onset) <= POSTURAL_ONSET),
    atMostOneAlarm(look),
  ]);

export const derived: Readonly<Record<string, Derived>> = {
  spinalIn14: spinalWithin(14),
  spinalIn30: spinalWithin(30),
  spinalIn90: spinalWithin(90),
  spinalIn180: spinalWithin(180),
  /** Infection can still show itself: needles 30 days, surgery or an unknown kind 90, a pump or stimulator always. */
  infectionWindow: (look) =>
    any([
      look.is('procedure', 'implant'),
      spinalWithin(NEEDLE_WINDOW)(look),
      all([look.is('procedure', 'spine-surgery', 'other-spinal'), look.number('daysSinceProcedure', (since) => since <= WIDE_WINDOW)]),
    ]),
  injuryIn7: injuryWithin(7),
  injuryIn90: injuryWithin(90),
  severe,
  severityFromFour: severityAtLeast(4),
  notUsual,
  neckAny,
  pregnantOrNewMother: (look) => look.is('pregnancy', 'pregnant', 'postpartum-6w'),
  minor: (look) => look.is('age', 'under-18'),
  over50: (look) => look.is('age', 'over-50'),
  /** What nobody could tell counts as a postural headache, but only where a rule after a spinal procedure says so. */
  uprightOrUnknown: (look) => any([look.is('posture', 'worse-upright'), look.untold('posture')]),
  lateOnset: onsetAfter(POSTURAL_ONSET),
  lastedThreeDays: (look) => look.told('onsetDaysAgo', (days) => Number(days) >= 3),
  lastedTwoWeeks: (look) => look.told('onsetDaysAgo', (days) => Number(days) >= 14),
  /** Nobody can tell whether it peaked within the hour: it did, if it is severe or the neck is stiff. */
  fastOnset: (look) =>
    any([
      look.is('onsetWithinHour', 'yes'),
      all([look.untold('onsetWithinHour'), look.is('headache', 'yes'), any([severe(look), neckAny(look)])]),
    ]),
  earlyPosturalPattern,
  /** The lost postural pattern that is nearly over: better, known to be mild, nothing else. Every part told. */
  settling: (look) =>
    all([
      look.told('trend', (trend) => trend === 'better'),
      look.told('severity', (severity) => Number(severity) <= MILD),
      look.told('visionBlurred', (blurred) => blurred === 'no'),
      look.told('vomitingRepeated', (vomiting) => vomiting === 'no'),
      look.told('vomitingSome', (vomiting) => vomiting === 'no'),
    ]),
  anySymptom: yes(
    'headache',
    'fever',
    'neckRigid',
    'neckStiff',
    'visionBlurred',
    'hearing',
    'vomitingRepeated',
    'vomitingSome',
    'redEye',
    'woundLeak',
    'backPainSevere',
    'gca',
  ),
  roomForOneMore: (look) => not(threeByCase(look)),
  aboutYouUntold: (look) => any(['pregnancy', 'bloodThinner', 'immune', 'age'].map((fact) => look.untold(fact))),
};
