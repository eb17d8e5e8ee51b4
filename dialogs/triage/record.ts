import { LEVELS, type Protocol, type Value } from '../../content/schema.ts';
import { factsOf, type Session, type Told } from '../session.ts';
import { assess } from './assess.ts';
import { type Facts, mildest, UNKNOWN } from './facts.ts';

const PROCEDURE_WINDOW = 180;

export interface Change {
  facts: Readonly<Record<string, Value>>;
  from: Told['from'];
  /** The patient takes back what was said before: the one way that a level is lowered. */
  corrects?: boolean;
}

/**
 * Takes facts into the session. The worse of two values stays unless the patient corrects; what can no longer be taken back
 * stays whatever is said; of two procedures the latest counts and the other is kept beside it.
 */
export function record(protocol: Protocol, session: Session, change: Change): { session: Session; changed: string[] } {
  const before = factsOf(session);
  const incoming = placeProcedures(protocol, before, change);
  // Another procedure brings its own day.
  const dated =
    incoming.procedure !== undefined && incoming.procedure !== before.procedure ? { ...before, daysSinceProcedure: undefined } : before;
  const accepted = Object.entries(incoming).filter(([name, value]) => accepts(protocol, dated, name, value, change));
  if (accepted.length === 0) return { session, changed: [] };
  const next = withFacts(session, accepted, change.from);
  if (change.corrects || !lowers(protocol, before, factsOf(next))) return { session: next, changed: accepted.map(([name]) => name) };
  const fresh = accepted.filter(([name]) => before[name] === undefined || before[name] === UNKNOWN);
  const kept = withFacts(session, fresh, change.from);
  return lowers(protocol, before, factsOf(kept)) ? { session, changed: [] } : { session: kept, changed: fresh.map(([name]) => name) };
}

/** Forgets what was answered to a question, so that it can be answered anew; what cannot be taken back stays. */
export function forget(protocol: Protocol, session: Session, names: readonly string[]): Session {
  const stays = new Set(finalFacts(protocol, factsOf(session)));
  const facts = Object.fromEntries(Object.entries(session.facts).filter(([name]) => !names.includes(name) || stays.has(name)));
  return { ...session, facts };
}

/** The facts told that no correction takes back. */
export function finalFacts(protocol: Protocol, facts: Facts): string[] {
  const names = Object.values(protocol.signs).flatMap((sign) => (sign.final ? Object.keys(sign.sets) : []));
  return [...new Set(names)].filter((name) => facts[name] !== undefined && facts[name] !== mildest(protocol.facts[name]!));
}

function accepts(protocol: Protocol, facts: Facts, name: string, value: Value, { corrects, from }: Change): boolean {
  const spec = protocol.facts[name];
  if (!spec) throw new Error(`unknown fact "${name}"`);
  const old = facts[name];
  if (old === undefined) return true;
  if (old === value || value === UNKNOWN) return false;
  // "I'm not pregnant, I already gave birth" takes nothing back.
  if (name === 'pregnancy' && value === 'no' && from === 'said') return old === UNKNOWN;
  if (old === UNKNOWN) return true;
  if (corrects) return !finalFacts(protocol, facts).includes(name) || rank(spec.values, value) > rank(spec.values, old);
  if (spec.unordered) return from === 'answered' || movesInPassing(name, value, old, spec.values);
  return rank(spec.values, value) > rank(spec.values, old);
}

/** What is mentioned in passing does not move what was told: only a first word, a procedure, or a change for the worse does. */
function movesInPassing(name: string, value: Value, old: Value, values: string[] | undefined): boolean {
  return name === 'procedure' || name.startsWith('earlier') || old === values?.[0] || value === 'was-postural-now-constant';
}

function rank(values: string[] | undefined, value: Value): number {
  return values ? values.indexOf(String(value)) : Number(value);
}

function withFacts(session: Session, entries: [string, Value][], from: Told['from']): Session {
  const facts = Object.fromEntries(entries.map(([name, value]) => [name, { value, from, turn: session.turns }]));
  return { ...session, facts: { ...session.facts, ...facts } };
}

function lowers(protocol: Protocol, before: Facts, after: Facts): boolean {
  const was = assess(protocol, before).decided?.level;
  if (was === undefined) return false;
  const is = assess(protocol, after).decided?.level;
  return is === undefined ? was === 'emergency' : LEVELS.indexOf(is) > LEVELS.indexOf(was);
}

/** A procedure of long ago is kept beside, so that a recent one is still asked for; of two the latest is "the procedure". */
function placeProcedures(protocol: Protocol, facts: Facts, change: Change): Record<string, Value> {
  const { procedure, daysSinceProcedure: since, ...rest } = change.facts;
  if (procedure === undefined || procedure === 'none' || procedure === UNKNOWN || change.from === 'answered') return { ...change.facts };
  if (since !== undefined && Number(since) > PROCEDURE_WINDOW && rest.earlierProcedure === undefined) {
    return { ...rest, earlierProcedure: procedure, earlierDaysSince: since };
  }
  const { procedure: old, daysSinceProcedure: oldSince } = facts;
  const another = old !== undefined && old !== 'none' && old !== UNKNOWN && old !== procedure && !change.corrects;
  if (!another || !protocol.facts.earlierProcedure) return { ...change.facts };
  const older = since !== undefined && oldSince !== undefined && Number(since) > Number(oldSince);
  const beside = older ? { procedure, since } : { procedure: old, since: oldSince };
  const main = older ? {} : { procedure, ...(since === undefined ? { daysSinceProcedure: UNKNOWN } : { daysSinceProcedure: since }) };
  return {
    ...rest,
    ...main,
    earlierProcedure: beside.procedure,
    ...(beside.since === undefined ? {} : { earlierDaysSince: beside.since }),
  };
}
