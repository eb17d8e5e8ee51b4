import type { Protocol, Question, Rule } from '../../content/schema.ts';
import { type Facts, holds, procedures, view } from './facts.ts';

export interface Assessment {
  /** The rule that decides; absent while a more urgent one still waits. */
  decided?: Rule;
  /** Every rule that holds, most urgent first. */
  matched: Rule[];
  /** The facts that undecided rules wait for, in no order. */
  wanted: ReadonlySet<string>;
}

const assessed = new WeakMap<Protocol, WeakMap<Facts, Assessment>>();

/**
 * What the rules say of these facts. The first rule that holds decides, once every rule above it has failed; so an answer that
 * can no longer change the result is never waited for, and the result does not depend on the order in which facts came.
 * An emergency waits for nothing. Of two procedures each is judged, and the most urgent result counts.
 * A turn asks several times: the same object is judged once.
 */
export function assess(protocol: Protocol, facts: Facts): Assessment {
  const known = assessed.get(protocol) ?? new WeakMap<Facts, Assessment>();
  assessed.set(protocol, known);
  const before = known.get(facts);
  if (before) return before;
  const made = judge(protocol, facts);
  known.set(facts, made);
  return made;
}

function judge(protocol: Protocol, facts: Facts): Assessment {
  const [latest, earlier] = procedures(facts).map((each) => assessOne(protocol, each)) as [Assessment, Assessment?];
  if (!earlier) return latest;
  const rank = (rule: Rule) => protocol.rules.indexOf(rule) >>> 0;
  const urgent = [latest, earlier].flatMap(({ decided }) => decided ?? []).sort((a, b) => rank(a) - rank(b))[0];
  const decided = urgent && ((latest.decided && earlier.decided) || decidesAtOnce(urgent)) ? urgent : undefined;
  const matched = [...new Set([...latest.matched, ...earlier.matched])].sort((a, b) => rank(a) - rank(b));
  return { decided, matched, wanted: decided ? new Set() : new Set([...latest.wanted, ...earlier.wanted]) };
}

function assessOne(protocol: Protocol, facts: Facts): Assessment {
  const look = view(protocol, facts);
  const wanted = new Set<string>();
  const matched: Rule[] = [];
  let decided: Rule | undefined;
  for (const rule of protocol.rules) {
    const truth = rule.when === undefined ? true : holds(look, rule.when);
    if (truth === true) {
      matched.push(rule);
      if (!decided && (wanted.size === 0 || decidesAtOnce(rule))) decided = rule;
    } else if (truth !== false && matched.length === 0) {
      for (const fact of truth.waits) wanted.add(fact);
    }
  }
  if (matched.length === 0 && wanted.size === 0) {
    matched.push(protocol.otherwise);
    decided = protocol.otherwise;
  }
  return { decided, matched, wanted: decided ? new Set() : wanted };
}

/** The first question, in the protocol's order, whose fact a rule waits for or everybody is asked; none once it is decided at once. */
export function nextQuestion(protocol: Protocol, facts: Facts, made: Assessment = assess(protocol, facts)): Question | undefined {
  const { decided, wanted } = made;
  if (decided && decidesAtOnce(decided)) return undefined;
  return protocol.questions.find(({ asks, always }) => asks.some((fact) => wanted.has(fact) || (always && facts[fact] === undefined)));
}

/** The triage has an outcome: a rule decided and nothing is left that everybody is asked. */
export function outcome(protocol: Protocol, facts: Facts): Rule | undefined {
  return nextQuestion(protocol, facts) ? undefined : assess(protocol, facts).decided;
}

export function decidesAtOnce(rule: Rule): boolean {
  return rule.level === 'emergency' || rule.atOnce === true;
}
