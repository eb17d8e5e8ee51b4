import type { Protocol, Rows, Rule, Value } from './schema.ts';

/** A finding with the path of the place in the file. */
export interface Placed {
  id: string;
  at: (string | number)[];
  problem: string;
  fix: string;
}

const LETTERS: Record<string, string> = { E: 'emergency', G: 'same-day', S: 'same-day', B: 'book', R: 'routine' };
/** What is wrong with the rules, questions and facts of a protocol. */
export function findingsOfProtocol(protocol: Protocol, sources: ReadonlySet<string>): Placed[] {
  return [...facts(protocol), ...questions(protocol), ...signs(protocol), ...rules(protocol, sources)];
}

function facts(protocol: Protocol): Placed[] {
  const asked = new Set(protocol.questions.flatMap(({ asks }) => asks));
  return Object.entries(protocol.facts).flatMap(([name, spec]) => {
    const at = ['facts', name];
    const wild = spec.unknown !== undefined && !fits(protocol, name, spec.unknown);
    return [
      ...(wild
        ? [{ id: 'C10', at, problem: `"${name}" counts unknown as "${spec.unknown}", which it cannot be`, fix: 'use one of its values' }]
        : []),
      ...(!asked.has(name) && spec.unsaid === undefined
        ? [{ id: 'C11', at, problem: `no question asks for "${name}"`, fix: 'add it to the `asks` of a question, or give it `unsaid`' }]
        : []),
      ...(asked.has(name) && spec.unsaid !== undefined
        ? [{ id: 'C12', at, problem: `"${name}" is asked for, yet has \`unsaid\``, fix: 'remove one of the two' }]
        : []),
    ];
  });
}

function questions(protocol: Protocol): Placed[] {
  return protocol.questions.flatMap((question, i) => {
    const at = ['questions', i, 'id'];
    const options = [...(question.options ?? []), ...(question.unsure?.options ?? [])];
    const strange = options.flatMap((option) => settings(protocol, option.sets, at, `option "${option.id}"`));
    const twice =
      protocol.questions.findIndex(({ id }) => id === question.id) !== i || new Set(options.map(({ id }) => id)).size < options.length;
    const bare = question.kind === 'many' && !question.options?.some(({ none }) => none);
    const silent = question.asks.filter((name) => !protocol.facts[name]);
    const unset = question.kind === 'many' ? question.asks.filter((name) => !options.some(({ sets }) => sets?.[name] !== undefined)) : [];
    return [
      ...strange,
      ...(twice ? [{ id: 'C20', at, problem: `"${question.id}" or one of its options is there twice`, fix: 'give each its own id' }] : []),
      ...(bare
        ? [{ id: 'C21', at, problem: `"${question.id}" lists several and has no "none"`, fix: 'add an option with none: true' }]
        : []),
      ...silent.map((name) => ({
        id: 'C22',
        at,
        problem: `"${question.id}" asks for "${name}", which is no fact`,
        fix: 'add it under facts',
      })),
      ...unset.map((name) => ({ id: 'C23', at, problem: `no option of "${question.id}" sets "${name}"`, fix: 'add one' })),
    ];
  });
}

function signs(protocol: Protocol): Placed[] {
  return Object.entries(protocol.signs).flatMap(([id, { sets }]) => settings(protocol, sets, ['signs', id], `sign "${id}"`));
}

function rules(protocol: Protocol, sources: ReadonlySet<string>): Placed[] {
  return [...protocol.rules, protocol.otherwise].flatMap((rule, i) => {
    const at = i < protocol.rules.length ? ['rules', i, 'id'] : ['otherwise'];
    const rows: Rows = [...((rule as Rule).when ?? []), ...(rule.escalates?.when ?? [])];
    const conditions = rows.flatMap((row) => Object.entries(row));
    const strange = conditions.flatMap(([name, values]) => condition(protocol, at, rule.id, name, values));
    const unsourced = rule.sources.filter((source) => !sources.has(source));
    const misplaced = LETTERS[rule.id[0]!] !== rule.level;
    const twice = protocol.rules.findIndex(({ id }) => id === rule.id) !== i && i < protocol.rules.length;
    const hours = rule.level === 'same-day' && rule.afterHours === undefined;
    return [
      ...strange,
      ...unsourced.map((source) => ({
        id: 'C30',
        at,
        problem: `${rule.id} names the source "${source}", which is unknown`,
        fix: 'add it to sources.yaml',
      })),
      ...(misplaced ? [{ id: 'C31', at, problem: `${rule.id} is ${rule.level}`, fix: `its letter means ${LETTERS[rule.id[0]!]}` }] : []),
      ...(twice ? [{ id: 'C32', at, problem: `${rule.id} is there twice`, fix: 'join the two' }] : []),
      ...(hours
        ? [{ id: 'C33', at, problem: `${rule.id} does not say what to do after hours`, fix: 'add afterHours: tonight or morning' }]
        : []),
    ];
  });
}

function condition(protocol: Protocol, at: Placed['at'], rule: string, name: string, values: Value[]): Placed[] {
  const spec = protocol.facts[name];
  if (!spec) {
    const yesNo = values.every((value) => value === 'yes' || value === 'no');
    if (protocol.computed[name] && yesNo) return [];
    return [{ id: 'C34', at, problem: `${rule} reads "${name}", which is no fact`, fix: 'add it under facts or computed' }];
  }
  return values
    .filter((value) => !fits(protocol, name, value))
    .map((value) => ({
      id: 'C35',
      at,
      problem: `${rule} reads "${name}" as "${value}", which it cannot be`,
      fix: 'use one of its values',
    }));
}

function settings(protocol: Protocol, sets: Record<string, Value> | undefined, at: Placed['at'], who: string): Placed[] {
  return Object.entries(sets ?? {})
    .filter(([name, value]) => value !== 'unknown' && !fits(protocol, name, value))
    .map(([name, value]) => ({
      id: 'C24',
      at,
      problem: `${who} sets "${name}" to "${value}", which it cannot be`,
      fix: 'use a fact and one of its values',
    }));
}

function fits(protocol: Protocol, name: string, value: Value): boolean {
  const spec = protocol.facts[name];
  if (!spec) return false;
  if (spec.values) return spec.values.includes(String(value));
  const [least, most] = spec.range!;
  return typeof value === 'number' && value >= least && value <= most;
}
