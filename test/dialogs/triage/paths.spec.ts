import { expect } from 'chai';
import { describe, it } from 'mocha';
import { loadContent } from '../../../content/load.ts';
import { assess, nextQuestion, outcome } from '../../../dialogs/triage/assess.ts';
import type { Facts } from '../../../dialogs/triage/facts.ts';
import { answersTo, picks } from '../../support/triage-walk.ts';

const { protocol } = loadContent();

interface Path {
  /** Signs that the patient names unasked; their ids in the protocol. */
  says?: string[];
  /** What the patient answers otherwise than `PLAIN`: question, then option ids joined by "+", or a number. */
  picks?: Record<string, string>;
  /** Told otherwise than by a question or a sign of the protocol. */
  tells?: Facts;
}

/** A mild new headache and nothing else. */
const PLAIN: Record<string, string> = {
  'red-flags': 'none',
  'head-injury': 'last-months',
  procedure: 'none',
  'procedure-date': '5',
  'about-you': 'none',
  posture: 'no-change',
  location: 'back',
  usual: 'new',
  severity: '2',
  'onset-speed': 'slower',
  'other-symptoms': 'none',
  trend: 'same',
  painkillers: 'full-relief',
  onset: '1',
  'painkiller-days': 'fewer',
};

const tap = (days: number) => ({ procedure: 'lumbar-puncture', 'procedure-date': String(days) });

const PATHS: Record<string, Path[]> = {
  E00: [{ says: ['self-harm'] }],
  E01: [{ picks: { painkillers: 'too-much' } }, { says: ['overdose'] }],
  E02: [{ picks: { 'red-flags': 'confused-or-fainted' } }, { says: ['airway'] }],
  E03: [{ picks: { 'red-flags': 'weak-or-numb' } }],
  E04: [{ picks: { 'red-flags': 'sight' } }],
  E05: [{ picks: { 'red-flags': 'legs-bladder' } }],
  E06: [{ picks: { 'red-flags': 'sudden' } }],
  E07: [
    { picks: { severity: '8', 'onset-speed': 'within-hour' } },
    { picks: { 'about-you': 'over-50', 'onset-speed': 'within-hour' } },
    { says: ['exertion', 'neck-stiff'], picks: { 'onset-speed': 'within-hour' } },
  ],
  E08: [
    { picks: { 'red-flags': 'fever', ...tap(20) } },
    { picks: { 'red-flags': 'fever+neck' } },
    { picks: { 'red-flags': 'fever', 'about-you': 'immune' } },
    { picks: { 'red-flags': 'fever', 'about-you': 'postpartum-6w' } },
    { picks: { 'red-flags': 'fever', 'other-symptoms': 'rash-light' } },
    { picks: { 'red-flags': 'fever', procedure: 'implant' } },
    { picks: { 'red-flags': 'fever', ...tap(60), 'other-symptoms': 'wound-leak' } },
  ],
  E09: [{ picks: { 'red-flags': 'neck' } }],
  E10: [{ says: ['rash'] }],
  E11: [
    { picks: { 'red-flags': 'injury', 'head-injury': 'last-week' } },
    { picks: { 'red-flags': 'injury', 'about-you': 'blood-thinner' } },
    { picks: { 'red-flags': 'injury', severity: '8' } },
    { picks: { 'red-flags': 'injury', trend: 'worse' } },
    { says: ['head-injury-danger'] },
  ],
  E12: [{ picks: { ...tap(60), posture: 'was-postural-now-constant' } }, { picks: { ...tap(60), posture: 'worse-lying', trend: 'worse' } }],
  E13: [
    { picks: { 'about-you': 'pregnant', severity: '8' } },
    { picks: { 'about-you': 'postpartum-6w', 'other-symptoms': 'preeclampsia' } },
  ],
  E14: [
    { picks: { 'about-you': 'postpartum-12m', 'other-symptoms': 'preeclampsia' } },
    { picks: { 'about-you': 'postpartum-12m', severity: '8' } },
  ],
  E15: [
    { picks: { 'about-you': 'blood-thinner', severity: '8' } },
    { picks: { 'about-you': 'blood-thinner', usual: 'usual', ...tap(5), 'other-symptoms': 'back-pain' } },
  ],
  E16: [{ says: ['worst-ever'] }],
  E17: [{ picks: { 'about-you': 'over-50', 'other-symptoms': 'jaw-scalp+blurred-vision' } }],
  E18: [{ picks: { 'other-symptoms': 'red-eye+blurred-vision' } }, { picks: { severity: '8', 'other-symptoms': 'red-eye' } }],
  E19: [{ says: ['carbon-monoxide'] }],
  E20: [{ picks: { 'about-you': 'immune', trend: 'worse' } }, { picks: { 'about-you': 'immune', 'other-symptoms': 'vomiting' } }],
  E21: [
    { picks: { ...tap(5), trend: 'worse', 'other-symptoms': 'back-pain' } },
    { picks: { ...tap(5), 'about-you': 'immune', 'other-symptoms': 'back-pain' } },
  ],
  E22: [{ picks: { severity: '8', 'other-symptoms': 'vomiting' } }],
  E23: [{ says: ['pressure-crisis'] }],
  G1: [{ tells: { redFlagScreen: 'unanswered' } }],
  S01: [{ picks: { 'about-you': 'pregnant' } }, { picks: { 'about-you': 'postpartum-6w' } }],
  S02: [
    { picks: { 'about-you': 'under-18', ...tap(20) } },
    { picks: { 'about-you': 'under-18', 'other-symptoms': 'cough-wakes' } },
    { picks: { 'about-you': 'under-18', severity: '8' } },
  ],
  S03: [{ picks: { ...tap(5), posture: 'worse-upright' } }],
  S04: [{ picks: { procedure: 'blood-patch', 'procedure-date': '20' } }, { says: ['patch-return'] }],
  S05: [{ picks: { ...tap(20), 'other-symptoms': 'hearing' } }, { picks: { ...tap(20), posture: 'worse-lying' } }],
  S06: [
    { picks: { ...tap(5), severity: '5' } },
    { picks: { ...tap(5), painkillers: 'not-taken' } },
    { picks: { ...tap(20), trend: 'worse' } },
    { picks: { ...tap(120), posture: 'was-postural-now-constant' } },
    { picks: { ...tap(9), onset: '0' } },
  ],
  S07: [{ picks: { ...tap(60), 'other-symptoms': 'wound-leak' } }],
  S08: [
    { picks: { ...tap(20), 'other-symptoms': 'back-pain' } },
    { picks: { 'about-you': 'immune', 'other-symptoms': 'back-pain' } },
    { picks: { 'about-you': 'blood-thinner', 'other-symptoms': 'back-pain' } },
  ],
  S09: [{ picks: { 'about-you': 'blood-thinner' } }, { picks: { 'about-you': 'blood-thinner', usual: 'usual', severity: '8' } }],
  S10: [{ picks: { 'about-you': 'immune' } }],
  S11: [{ picks: { 'about-you': 'over-50', 'other-symptoms': 'jaw-scalp' } }],
  S20: [{ picks: { 'other-symptoms': 'red-eye' } }],
  S12: [{ picks: { severity: '8' } }],
  S13: [{ picks: { 'red-flags': 'fever' } }],
  S14: [{ picks: { 'red-flags': 'injury' } }],
  S15: [{ picks: { 'other-symptoms': 'blurred-vision' } }, { picks: { 'other-symptoms': 'stiff-neck', trend: 'worse' } }],
  S16: [
    { picks: { 'about-you': 'over-50', trend: 'worse' } },
    { picks: { trend: 'worse', 'other-symptoms': 'cough-wakes' } },
    { says: ['vomiting'], picks: { trend: 'worse' } },
    { picks: { posture: 'worse-lying', trend: 'worse' } },
  ],
  S17: [
    { picks: { posture: 'worse-upright', usual: 'usual', severity: '8' } },
    { picks: { posture: 'was-postural-now-constant' } },
    { picks: { posture: 'worse-upright', 'other-symptoms': 'hearing' } },
  ],
  S18: [{ picks: { 'about-you': 'postpartum-12m' } }],
  S19: [{ picks: { 'other-symptoms': 'vomiting' } }],
  B01: [{ picks: tap(60) }],
  B02: [{ picks: { posture: 'worse-upright' } }],
  B03: [{ picks: { 'about-you': 'over-50' } }],
  B04: [
    { picks: { usual: 'changed' } },
    { picks: { trend: 'worse' } },
    { picks: { posture: 'worse-lying' } },
    { picks: { 'other-symptoms': 'cough-wakes' } },
  ],
  B05: [{ picks: { usual: 'usual', 'painkiller-days': 'ten-or-more' } }],
  B06: [{ picks: { painkillers: 'no-relief', onset: '5' } }, { picks: { usual: 'usual', painkillers: 'no-relief', onset: '5' } }],
  B07: [{ picks: { onset: '20' } }],
  B08: [
    { picks: { 'other-symptoms': 'hearing' } },
    { picks: { 'other-symptoms': 'stiff-neck' } },
    { says: ['neck-stiff'], picks: { location: 'no-headache' } },
  ],
  B09: [
    { says: ['back-pain'] },
    { picks: { procedure: 'spine-surgery', 'procedure-date': '120', location: 'no-headache' }, says: ['back-pain'] },
  ],
  B10: [{ picks: { 'about-you': 'unknown' } }],
  R0: [{ picks: { location: 'no-headache' } }],
  R1: [{}],
  R2: [{ picks: { usual: 'usual' } }],
  R3: [{ picks: { 'about-you': 'under-18' } }],
};

/** Walks the path, and returns the rule that decided and the picks of questions that nobody asked. */
function walk({ says = [], picks: chosen = {}, tells = {} }: Path): { rule?: string; notAsked: string[] } {
  const signs = says.map((id) => {
    const sign = protocol.signs[id];
    if (!sign) throw new Error(`no sign "${id}"`);
    return sign.sets;
  });
  let facts: Facts = Object.assign({}, tells, ...signs);
  const left = new Set(Object.keys(chosen));
  for (let question = nextQuestion(protocol, facts); question; question = nextQuestion(protocol, facts)) {
    const name = chosen[question.id] ?? PLAIN[question.id]!;
    left.delete(question.id);
    const answers = answersTo(protocol, facts, question);
    const answer = name.includes('+') ? picks(protocol, facts, question, name.split('+')) : answers.find((each) => each.name === name);
    // "None of these" takes back nothing that was said before.
    facts = { ...(answer?.sets ?? numbered(question.asks[0]!, name)), ...facts };
  }
  return { rule: outcome(protocol, facts)?.id, notAsked: [...left] };
}

function numbered(fact: string, name: string): Facts {
  const value = Number(name);
  if (!Number.isInteger(value) || !protocol.facts[fact]?.range) throw new Error(`"${name}" is no answer for ${fact}`);
  return { [fact]: value };
}

describe('every rule can be reached', () => {
  it('has a path for every rule', () => {
    const rules = [...protocol.rules, protocol.otherwise].map(({ id }) => id);
    expect(Object.keys(PATHS).sort()).to.deep.equal(rules.sort());
  });

  it('has a path that names each sign that only a phrase can tell', () => {
    const asked = new Set(protocol.questions.flatMap(({ asks }) => asks));
    const said = new Set(Object.values(PATHS).flatMap((paths) => paths.flatMap(({ says = [] }) => says)));
    const phrasesOnly = Object.entries(protocol.signs).filter(([, { sets }]) => Object.keys(sets).every((fact) => !asked.has(fact)));
    expect(phrasesOnly.map(([id]) => id).filter((id) => !said.has(id))).to.deep.equal([]);
  });

  for (const [rule, paths] of Object.entries(PATHS)) {
    for (const path of paths) {
      const words = [
        ...(path.says ?? []).map((id) => `"${id}"`),
        ...Object.entries(path.picks ?? {}).map((pick) => pick.join(' ')),
        ...Object.keys(path.tells ?? {}),
      ];
      it(`${rule}: ${words.join(', ') || 'plain answers'}`, () => {
        expect(walk(path)).to.deep.equal({ rule, notAsked: [] });
      });
    }
  }
});

describe('an emergency', () => {
  it('is told at once, whatever else is not known', () => {
    for (const { sets } of Object.values(protocol.signs)) {
      const { decided } = assess(protocol, sets);
      if (decided) expect(nextQuestion(protocol, sets)).to.equal(undefined);
    }
    const final = Object.values(protocol.signs).filter((sign) => sign.final);
    expect(final.map(({ sets }) => assess(protocol, sets).decided?.level)).to.deep.equal(final.map(() => 'emergency'));
  });
});
