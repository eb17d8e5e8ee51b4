import type { Option, Protocol, Question, Value } from '../../content/schema.ts';
import { factsOf, type Open, type Session } from '../session.ts';
import { type Facts, holds, mildest, view } from './facts.ts';

const MOST = 8;

/** The options that a question shows this patient: what was told is not offered again, and never more than nine with "none". */
export function shownOptions(protocol: Protocol, facts: Facts, question: Question, unsure = false): Option[] {
  if (unsure && question.unsure) return question.unsure.options;
  const options = question.options ?? [];
  if (question.kind !== 'many' || question.always) return options;
  const look = view(protocol, facts);
  const open = options.filter(({ sets, none }) => {
    const [name] = Object.keys(sets ?? {});
    if (none || name === undefined || facts[name] !== undefined) return false;
    const { asked } = protocol.facts[name]!;
    return asked === undefined || holds(look, asked) === true;
  });
  return [...open.slice(0, MOST), ...options.filter(({ none }) => none)];
}

/** The options that the open question shows. One that is put anew to be changed shows what was told, too. */
export function optionsOf(protocol: Protocol, session: Session, open: Open & { kind: 'question' }, question: Question): Option[] {
  const facts = factsOf(session);
  const told = open.corrects ? Object.fromEntries(Object.entries(facts).filter(([name]) => !question.asks.includes(name))) : facts;
  return shownOptions(protocol, told, question, open.unsure);
}

/** What an answer may name: the options as they were numbered, then those of a list that were not shown because they are known. */
export function knownOptions(question: Question, shown: readonly Option[]): Option[] {
  if (question.kind !== 'many') return [...shown];
  return [...shown, ...(question.options ?? []).filter(({ id }) => !shown.some((option) => option.id === id))];
}

/** The facts of these picks. In a list of several, what was shown and not picked is denied. */
export function factsOfPicks(
  protocol: Protocol,
  question: Question,
  shown: readonly Option[],
  ids: readonly string[],
): Record<string, Value> {
  const picked = knownOptions(question, shown)
    .filter(({ id }) => ids.includes(id))
    .map(({ sets }) => sets ?? {});
  const denied = question.kind === 'many' ? shown.map(({ sets }) => denial(protocol, sets)) : [];
  return Object.assign({}, ...denied, ...picked);
}

function denial(protocol: Protocol, sets: Option['sets'] = {}): Record<string, Value> {
  const [name] = Object.keys(sets);
  return name === undefined ? {} : { [name]: mildest(protocol.facts[name]!) };
}
