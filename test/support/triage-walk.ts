import type { Protocol, Question, Rule, Value } from '../../content/schema.ts';
import { assess, decidesAtOnce, nextQuestion, outcome } from '../../dialogs/triage/assess.ts';
import { type Facts, UNKNOWN } from '../../dialogs/triage/facts.ts';
import { factsOfPicks, shownOptions } from '../../dialogs/triage/options.ts';

/** An answer as a patient gives it, and the facts that it tells. */
export interface Answer {
  name: string;
  sets: Record<string, Value>;
}

/** Where a walk stands: the question that comes next, or the rule that decided. */
export interface Step {
  question?: Question;
  decided?: Rule;
}

/** Days and numbers that stand for every window the rules know. */
const NUMBERS: Record<string, number[]> = {
  'head-injury': [3, 30, 120],
  'procedure-date': [5, 20, 60, 120, 400],
  severity: [2, 5, 8],
  onset: [0, 1, 5, 20],
};

/** Every single answer that the question takes here: each option alone, "none", numbers of each window, and not knowing. */
export function answersTo(protocol: Protocol, facts: Facts, question: Question): Answer[] {
  const shown = shownOptions(protocol, facts, question);
  const options = [...shown.map(({ id }) => picks(protocol, facts, question, [id])), ...(question.unsure?.options ?? []).map(asAnswer)];
  const numbers = (NUMBERS[question.id] ?? []).map((n) => ({ name: String(n), sets: { [question.asks[0]!]: n } }));
  return [...options, ...numbers, cannotTell(protocol, facts, question)];
}

/** Several options picked from a list together. */
export function picks(protocol: Protocol, facts: Facts, question: Question, ids: readonly string[]): Answer {
  return { name: ids.join('+'), sets: factsOfPicks(protocol, question, shownOptions(protocol, facts, question), ids) };
}

function asAnswer({ id, sets = {} }: { id: string; sets?: Record<string, Value> }): Answer {
  return { name: id, sets };
}

function cannotTell(protocol: Protocol, facts: Facts, question: Question): Answer {
  const listed = shownOptions(protocol, facts, question).flatMap(({ sets }) => Object.keys(sets ?? {}).slice(0, 1));
  const names = question.kind === 'many' ? listed : question.asks;
  return { name: UNKNOWN, sets: Object.fromEntries(names.filter((name) => facts[name] === undefined).map((name) => [name, UNKNOWN])) };
}

/** Looks where these facts lead, and complains of anything that would leave a patient without a question or an outcome. */
export class Walker {
  readonly #seen = new Map<string, Step>();
  readonly #askable: ReadonlySet<string>;
  readonly protocol: Protocol;

  constructor(protocol: Protocol) {
    this.protocol = protocol;
    this.#askable = new Set(protocol.questions.flatMap(({ asks }) => asks));
  }

  /** How many different states of a conversation were looked at. */
  get states(): number {
    return this.#seen.size;
  }

  step(facts: Facts): Step {
    const key = Object.keys(facts)
      .sort()
      .map((name) => (name === 'location' ? name : `${name}=${facts[name]}`)) // no rule reads where it hurts
      .join();
    const seen = this.#seen.get(key);
    if (seen) return seen;
    const step = this.#look(facts);
    this.#seen.set(key, step);
    return step;
  }

  #look(facts: Facts): Step {
    const assessed = assess(this.protocol, facts);
    const { decided, matched, wanted } = assessed;
    const question = nextQuestion(this.protocol, facts, assessed);
    const must = (holds: boolean, what: string) => {
      if (!holds) throw new Error(`${what}: ${JSON.stringify(facts)}`);
    };
    for (const fact of wanted) must(this.#askable.has(fact), `no question asks for "${fact}"`);
    must(wanted.size === 0 || question !== undefined, 'facts are waited for and nothing is asked');
    if (matched.some(decidesAtOnce)) must(decided !== undefined && question === undefined, 'an emergency waited');
    if (question) return { question };
    must(decided !== undefined && outcome(this.protocol, facts) === decided, 'neither a question nor an outcome');
    return { decided };
  }
}
