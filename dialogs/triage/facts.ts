import type { FactSpec, Protocol, Rows, Value } from '../../content/schema.ts';
import { derived } from './derived.ts';
import { every, some, type Truth } from './truth.ts';
import type { View } from './view.ts';

/** What is known of the patient, by fact name. `unknown` is an answer: asked, and the patient could not tell. */
export type Facts = Readonly<Record<string, Value | undefined>>;

export const UNKNOWN = 'unknown';

/** Looks facts up for the rules: told, else assumed, else waiting to be asked. */
export function view(protocol: Protocol, told: Facts): View {
  const facts = withOnset(told);
  const assumed = (name: string, known: (value: Value) => boolean): Truth => {
    const spec = protocol.facts[name];
    if (!spec) throw new Error(`unknown fact "${name}"`);
    const said = facts[name];
    if (said !== undefined) return known(said === UNKNOWN ? (spec.unknown ?? said) : said);
    return unsaid(name, spec, known);
  };
  const unsaid = (name: string, spec: FactSpec, known: (value: Value) => boolean): Truth => {
    if (spec.unsaid !== undefined) return known(spec.unsaid);
    const asked = look.asked(name);
    if (asked === false) return known(mildest(spec));
    return asked === true ? { waits: [name] } : asked;
  };
  // Dozens of rules ask for the same named fact, and whether the same is asked at all.
  const computed = new Map<string, Truth>();
  const asked = new Map<string, Truth>();
  const look: View = {
    is(name, ...values) {
      const from = derived[name];
      if (!from) return assumed(name, (value) => values.includes(value));
      const truth = once(computed, name, () => from(look));
      if (typeof truth !== 'boolean') return truth;
      return values.includes(truth ? 'yes' : 'no');
    },
    number: (name, test) => assumed(name, (value) => test(Number(value))),
    told(name, test) {
      const value = facts[name];
      if (value === UNKNOWN) return false;
      return value === undefined ? unsaid(name, protocol.facts[name]!, test) : test(value);
    },
    untold: (name) => (facts[name] === undefined ? unsaid(name, protocol.facts[name]!, () => false) : facts[name] === UNKNOWN),
    asked: (name) => once(asked, name, () => holds(look, protocol.facts[name]?.asked ?? [{}])),
  };
  return look;
}

function once(known: Map<string, Truth>, name: string, judge: () => Truth): Truth {
  const truth = known.get(name) ?? judge();
  known.set(name, truth);
  return truth;
}

/** Do these rows hold? A row waits for its first condition that waits, so that the rest need not be asked if that one fails. */
export function holds(look: View, rows: Rows): Truth {
  return some(rows, (row) => every(Object.keys(row), (fact) => look.is(fact, ...row[fact]!)));
}

export function mildest(spec: FactSpec): Value {
  return spec.values?.[0] ?? spec.range?.[0] ?? 'no';
}

/** The facts once for each procedure: a patient may have had an epidural and then a blood patch. */
export function procedures(facts: Facts): Facts[] {
  if (facts.earlierProcedure === undefined || facts.earlierProcedure === 'none') return [facts];
  const { earlierProcedure, earlierDaysSince, ...latest } = withOnset(facts);
  // Days after the latest procedure say nothing of the other; the day itself does.
  const { onsetDaysAfterProcedure: _, ...rest } = latest;
  return [latest, { ...rest, procedure: earlierProcedure, daysSinceProcedure: earlierDaysSince ?? UNKNOWN }];
}

/** The headache's start counted from today and from the procedure: whichever was told gives the other. */
export function withOnset(facts: Facts): Facts {
  const { daysSinceProcedure: since, onsetDaysAgo: ago, onsetDaysAfterProcedure: after } = facts;
  if (ago !== undefined && after === undefined && since !== undefined) {
    const days = Number(since) - Number(ago);
    return { ...facts, onsetDaysAfterProcedure: Number.isNaN(days) || days < -1 ? UNKNOWN : Math.max(0, days) };
  }
  if (after !== undefined && ago === undefined) {
    const days = Number(since) - Number(after);
    return since === undefined ? facts : { ...facts, onsetDaysAgo: Number.isNaN(days) ? UNKNOWN : Math.max(0, days) };
  }
  return facts;
}
