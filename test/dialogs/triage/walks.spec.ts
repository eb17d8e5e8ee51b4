import { expect } from 'chai';
import { describe, it } from 'mocha';
import { loadContent } from '../../../content/load.ts';
import { LEVELS, type Question, type Value } from '../../../content/schema.ts';
import { assess } from '../../../dialogs/triage/assess.ts';
import { type Facts, UNKNOWN, view } from '../../../dialogs/triage/facts.ts';
import { shownOptions } from '../../../dialogs/triage/options.ts';
import { Random } from '../../support/triage-random.ts';
import { readVectors } from '../../support/triage-vectors.ts';
import { type Answer, answersTo, picks, Walker } from '../../support/triage-walk.ts';

const long = process.env.TEST_LONG === '1';
const { protocol } = loadContent();
const MOST_QUESTIONS = 15;

interface Walk {
  facts: Facts;
  asked: string[];
  rule: string;
}

/** Answers every question until there is an outcome; fails where a question comes twice or the questions do not end. */
function walk(walker: Walker, answer: (facts: Facts, question: Question) => Answer, start: Facts = {}): Walk {
  let facts = start;
  const asked: string[] = [];
  for (;;) {
    const { question, decided } = walker.step(facts);
    if (!question) return { facts, asked, rule: decided!.id };
    if (asked.includes(question.id)) throw new Error(`"${question.id}" is asked again: ${JSON.stringify(facts)}`);
    asked.push(question.id);
    if (asked.length > MOST_QUESTIONS) throw new Error(`too many questions: ${asked.join(' ')}`);
    facts = { ...facts, ...answer(facts, question).sets };
  }
}

/** What these patients answer where they do not differ: name of the answer by question. */
const TYPICAL: Record<string, Record<string, string>> = {
  'no procedure, a mild new headache': { procedure: 'none', posture: 'no-change', usual: 'new', severity: '2' },
  'no procedure, the usual headache': { procedure: 'none', posture: 'no-change', usual: 'usual', severity: '5', painkillers: 'no-relief' },
  'an epidural injection 5 days ago, worse upright': {
    procedure: 'spinal-injection',
    'procedure-date': '5',
    posture: 'worse-upright',
    severity: '5',
  },
  'spine surgery 60 days ago, over 50': { procedure: 'spine-surgery', 'procedure-date': '60', 'about-you': 'over-50', severity: '2' },
  'gave birth this year, an epidural 120 days ago': {
    procedure: 'epidural-anesthesia',
    'procedure-date': '120',
    'about-you': 'postpartum-12m',
    usual: 'usual',
  },
  'pregnant, a blood patch 20 days ago': {
    procedure: 'blood-patch',
    'procedure-date': '20',
    'about-you': 'pregnant',
    usual: 'new',
    severity: '2',
  },
  'a blood thinner, the usual headache': { procedure: 'none', 'about-you': 'blood-thinner', usual: 'usual', severity: '5' },
  'cancer, a stimulator for long': { procedure: 'implant', 'procedure-date': '400', 'about-you': 'immune', usual: 'usual', severity: '5' },
  'under 18, a fever': { 'red-flags': 'fever', procedure: 'none', 'about-you': 'under-18', severity: '2' },
};
const DEFAULTS = {
  'red-flags': 'none',
  'about-you': 'none',
  location: 'back',
  'other-symptoms': 'none',
  trend: 'same',
  painkillers: 'full-relief',
};

describe('the question graph', () => {
  const walker = new Walker(protocol);

  it('asks for every fact that is not heard only, and for no fact that no rule or report needs', () => {
    const asked = new Set(protocol.questions.flatMap(({ asks }) => asks));
    const neverAsked = Object.entries(protocol.facts).filter(([name, { unsaid }]) => unsaid === undefined && !asked.has(name));
    expect(neverAsked.map(([name]) => name)).to.deep.equal([]);
    expect(protocol.rules.flatMap(({ when = [] }) => when).filter((row) => 'location' in row)).to.deep.equal([]);
  });

  it('leads every patient who differs from a typical one in up to two answers to one outcome', () => {
    const rules = new Set<string>();
    const pairs = new Set<string>();
    let walks = 0;
    for (const base of Object.values(TYPICAL)) {
      const usual = { ...DEFAULTS, ...base } as Record<string, string>;
      const follow = (facts: Facts, asked: readonly string[], different: readonly string[]): void => {
        const { question, decided } = walker.step(facts);
        if (!question) {
          walks++;
          rules.add(decided!.id);
          if (different.length === 2) pairs.add(different.join(' '));
          return;
        }
        if (asked.includes(question.id) || asked.length === MOST_QUESTIONS) throw new Error(`${question.id} after ${asked.join(' ')}`);
        const answers = answersTo(protocol, facts, question);
        const typical = answers.find(({ name }) => name === usual[question.id]) ?? answers[0]!;
        for (const answer of answers) {
          const differs = answer !== typical;
          if (differs && different.length === 2) continue;
          follow(
            { ...facts, ...answer.sets },
            [...asked, question.id],
            differs ? [...different, `${question.id}:${answer.name}`] : different,
          );
        }
      };
      follow({}, [], []);
    }
    expect(walks).to.be.above(10_000);
    expect(pairs.size).to.be.above(1_500);
    expect(rules.size).to.be.above(35);
  });

  it(`leads ${long ? '300,000' : '50,000'} random patients, lists with several picks among them, to one outcome`, () => {
    const random = new Random(20);
    const taken = new Set<string>();
    const offered = new Set<string>();
    let longest = 0;
    for (let i = 0; i < (long ? 300_000 : 50_000); i++) {
      const healthy = random.pick([0.3, 0.8, 0.95]);
      const { asked, rule } = walk(walker, (facts, question) => {
        const answers = answersTo(protocol, facts, question);
        for (const { name } of answers) offered.add(`${question.id}:${name}`);
        const answer = pickOne(random, facts, question, answers, healthy);
        taken.add(`${question.id}:${answer.name}`);
        return answer;
      });
      longest = Math.max(longest, asked.length);
      expect(rule).to.match(/^[EGSBR]\d+$/);
    }
    expect([...offered].filter((answer) => !taken.has(answer))).to.deep.equal([]);
    expect(longest).to.be.at.most(MOST_QUESTIONS);
  }).timeout(long ? 600_000 : 60_000);

  it('never lists more than nine options that a patient may pick several of', () => {
    let seen = 0;
    for (const procedure of ['none', 'lumbar-puncture', 'spine-surgery', 'implant', 'other-spinal'])
      for (const daysSinceProcedure of [5, 60, 120])
        for (const pregnancy of protocol.facts.pregnancy!.values!)
          for (const bits of Array.from({ length: 8 }, (_, i) => i))
            for (const age of protocol.facts.age!.values!) {
              const [bloodThinner, immune, fever] = [1, 2, 4].map((bit) => (bits & bit ? 'yes' : 'no')) as [string, string, string];
              const facts = { procedure, daysSinceProcedure, pregnancy, age, bloodThinner, immune, fever, headache: 'yes' };
              if (assess(protocol, facts).decided) continue;
              const question = protocol.questions.find(({ id }) => id === 'other-symptoms')!;
              const offered = (question.options ?? []).filter(({ sets }) => {
                const [name] = Object.keys(sets ?? {});
                return name === undefined || view(protocol, facts).asked(name) === true;
              });
              expect(offered.length, JSON.stringify(facts)).to.be.within(6, 9);
              expect(shownOptions(protocol, facts, question)).to.deep.equal(offered);
              seen++;
            }
    expect(seen).to.be.above(100);
  });
});

function pickOne(random: Random, facts: Facts, question: Question, answers: Answer[], healthy: number): Answer {
  const none = answers.find(({ name }) => name === 'none');
  if (none && random.chance(healthy)) return none;
  if (question.kind === 'many' && random.chance(0.3)) {
    const ids = shownOptions(protocol, facts, question)
      .filter((option) => !option.none)
      .map(({ id }) => id);
    if (ids.length > 1) return picks(protocol, facts, question, random.some(ids, random.pick([2, 3])));
  }
  return random.pick(answers);
}

describe('a patient who is asked', () => {
  const walker = new Walker(protocol);
  const vectors = readVectors(protocol, new URL('vectors.csv.gz', import.meta.url)).filter(
    ({ facts }) => facts.redFlagScreen === 'answered',
  );
  const heardOnly = Object.keys(protocol.facts).filter((name) => protocol.facts[name]!.unsaid !== undefined);

  /** Tells the truth when asked, and of what is never asked all that there is. */
  const truthfully = (truth: Facts): Walk => {
    const start = Object.fromEntries(heardOnly.map((name) => [name, truth[name]]).filter(([, value]) => value !== undefined));
    return walk(
      walker,
      (facts, question) => {
        const listed = shownOptions(protocol, facts, question).flatMap(({ sets }) => Object.keys(sets ?? {}).slice(0, 1));
        const names = question.kind === 'many' ? listed : question.asks;
        const sets = names.map((name): [string, Value] => [name, truth[name] ?? UNKNOWN]);
        return { name: 'truth', sets: Object.fromEntries(sets) };
      },
      start,
    );
  };

  it('gets the level of all that is true of what may be asked: no question left out could have changed it', () => {
    const lengths: number[] = [];
    const wrong = vectors.slice(0, long ? vectors.length : 4_000).filter(({ facts: truth }) => {
      const { facts, asked, rule } = truthfully({ ...truth, location: 'back' });
      if (facts.headache === 'yes') lengths.push(asked.length);
      const look = view(protocol, truth);
      const asks = Object.entries(truth).filter(([name]) => heardOnly.includes(name) || name in facts || look.asked(name) === true);
      const whole = assess(protocol, Object.fromEntries(asks)).decided!;
      return LEVELS.indexOf(whole.level) !== LEVELS.indexOf(levelOf(rule)) || (whole.level !== 'emergency' && whole.id !== rule);
    });
    expect(wrong.slice(0, 2)).to.deep.equal([]);
    lengths.sort((a, b) => a - b);
    expect(lengths[Math.floor(lengths.length / 2)]).to.be.at.most(9);
  });
});

function levelOf(rule: string) {
  return [...protocol.rules, protocol.otherwise].find(({ id }) => id === rule)!.level;
}
