import type { Action, Protocol, Rule } from '../../content/schema.ts';
import type { Outcome } from '../reply.ts';
import { assess, nextQuestion } from './assess.ts';
import { type Facts, holds, view } from './facts.ts';

export interface Conclusion extends Outcome {
  /** The rule that decided. */
  decided: Rule;
  /** Every rule that holds, most urgent first: the decided one and what else speaks for care. */
  matched: Rule[];
  /** What each emergency rule that holds asks for, most urgent first, none twice. */
  actions: Action[];
}

const URGENCY: Action[] = ['call-911', 'poison-help', 'call-988', 'go-to-ed'];

/** The outcome, once a rule decided and nothing is left that everybody is asked. Of several emergencies the lowest id and the most urgent action. */
export function conclude(protocol: Protocol, facts: Facts): Conclusion | undefined {
  if (nextQuestion(protocol, facts)) return undefined;
  const { decided, matched } = assess(protocol, facts);
  if (!decided) return undefined;
  const look = view(protocol, facts);
  const actionOf = (rule: Rule) => (rule.escalates && holds(look, rule.escalates.when) === true ? rule.escalates.action : rule.action);
  const urgent = decided.level === 'emergency' ? matched.filter(({ level }) => level === 'emergency') : [decided];
  const needed = new Set(urgent.flatMap((rule) => [actionOf(rule), rule.action]));
  const actions = urgent.length > 0 && decided.level === 'emergency' ? URGENCY.filter((action) => needed.has(action)) : [...needed];
  return { level: decided.level, rule: decided.id, action: actions[0] ?? decided.action, decided, matched, actions };
}
