import { oncePer } from '../once.ts';
import type { Span } from './phrase.ts';
import { sentences } from './sentences.ts';
import type { Telling } from './telling.ts';
import type { Token } from './tokens.ts';

/** Told: true of the patient. Denied: said not to be. Other: asked about, planned, or someone else's. */
export type Standing = 'told' | 'denied' | 'other';

const FAR_DENIAL = 6;
const FAR_AFTER = 8;
const FAR_PLAN = 9;
const FAR_JOINT = 3;
const LINK = /^(or|nor|ni|o|u)$/;
const NOTHING = /^(nothing|none|nada|ninguna|ninguno)$/;
/** A question or another person's story reaches on, but not without end. */
const FAR_SCOPE = 30;
/** Words that begin a question even where no question mark ends it. */
const SURE_QUESTION = /^(what|whats|how|can|could|should|does|do|will|why|would|cuanto|cuanta|puedo|puede|debo|cual|podria)$/;
const OWN = /^(i|im|ive|me|yo|my|mi|mine|id|tengo|tuve|estoy|we)$/;
/** A subject of its own ends the reach of a denial across a comma. */
const SUBJECT = /^(i|im|ive|my|mi|me|tengo|tuve|estoy|have|had|he|she|its|it|the|yo|y|and)$/;

/** Facts that people list: one "no" denies them all. */
export const LISTED = new Set(['procedure', 'pregnancy', 'bloodThinner', 'immune']);

/** How far a denial goes: in its clause, down a list ("no fever, chills"), or for symptoms also "bladder fine". */
export type Reach = 'clause' | 'list' | 'symptom';

type Standings = (span: Span, reach?: Reach) => Standing;

const byTelling = oncePer((telling: Telling) => oncePer((tokens: readonly Token[]) => readStandings(tokens, telling)));

/** How what stands at a span is meant. */
export function standings(tokens: readonly Token[], telling: Telling): Standings {
  return byTelling(telling)(tokens);
}

function readStandings(tokens: readonly Token[], telling: Telling): Standings {
  const sentence = sentences(tokens);
  const triggers = telling.standing.find(tokens);
  const of = (kind: string) => triggers.filter(({ value }) => value === kind);
  const within = (span: Span, others: readonly Span[]) => others.some(({ from, to }) => from <= span.from && span.to <= to);
  const notDeny = of('not-deny');
  const denials = of('deny').filter((trigger) => !within(trigger, notDeny));
  const [after, fine, ends, asks, plans, others, suffers, recovered] = [
    // "On Xarelto, never had a headache like this" denies the headaches, not the medicine.
    of('deny-after').filter((trigger) => !within(trigger, notDeny)),
    of('fine-after'),
    of('ends'),
    of('asks'),
    of('suppose'),
    of('other-person'),
    of('suffers'),
    of('recovered'),
  ];
  /** "…, epidural or injection": one of a list. */
  const joined = (at: number) => between(at, at + FAR_JOINT, ({ text }) => LINK.test(text) || NOTHING.test(text));
  let found: readonly Span[] | undefined;
  /** What a list may begin with. */
  const things = () => {
    found ??= telling.facts.find(tokens).filter(({ value }) => LISTED.has(value.fact));
    return found;
  };
  const between = (from: number, to: number, test: (token: Token) => boolean) => tokens.slice(from, to).some(test);
  const same = (one: number, other: number) => sentence[one] === sentence[other];

  const questioned = ({ from }: Span): boolean => {
    const last = sentence.lastIndexOf(sentence[from]!);
    const marked = tokens[last]?.text === '?';
    return asks.some((trigger) => {
      if (trigger.from > from || from - trigger.from > FAR_SCOPE || !same(trigger.from, from)) return false;
      const before = tokens[trigger.from - 1];
      const starts =
        before === undefined || before.boundary || /^(and|but|so|hi|hello|hey|or|hola|y|pero|oye|disculpe|doctor)$/.test(before.text);
      return (
        starts &&
        (marked || SURE_QUESTION.test(tokens[trigger.from]!.text)) &&
        !between(trigger.to, from, ({ text, boundary }) => boundary === true && text === ',')
      );
    });
  };
  const planned = ({ from }: Span) =>
    plans.some(
      (trigger) =>
        trigger.from <= from &&
        from - trigger.to < FAR_PLAN &&
        same(trigger.from, from) &&
        !between(trigger.to, from, ({ boundary }) => boundary === true),
    );
  /** "My sister had a spinal tap, she can't sit up": whoever suffers now is whom the message is about. */
  const writtenFor = (person: Span) => suffers.some(({ from }) => from > person.from) && recovered.length === 0;
  const elses = ({ from }: Span) =>
    others.some(
      (trigger) =>
        trigger.from < from &&
        !writtenFor(trigger) &&
        from - trigger.from <= FAR_SCOPE &&
        same(trigger.from, from) &&
        !between(trigger.from + 1, from, ({ text }) => OWN.test(text) && text !== 'my' && text !== 'mi'),
    );
  const denied = (span: Span, reach: Reach): boolean => {
    if (reach === 'symptom' && fine.some(({ from }) => from === span.to)) return true;
    if (after.some(({ from }) => from >= span.to && from - span.to < FAR_AFTER && (same(from, span.from) || from - span.to < 3)))
      return true;
    return denials.some(({ from, to }) => {
      if (to > span.from || span.from - to > FAR_DENIAL || !same(from, span.from)) return false;
      if (ends.some((end) => end.from >= to && end.to <= span.from)) return false;
      const comma = tokens.slice(to, span.from).findIndex(({ boundary }) => boundary);
      if (comma < 0) return true;
      // "no, an epidural" answers first and then tells; "it never lets up, epidural was Monday" denies no epidural.
      if (reach === 'clause' || comma === 0 || between(to, span.from, ({ text }) => SUBJECT.test(text))) return false;
      return reach !== 'list' || joined(span.to) || things().some((thing) => thing.from >= to && thing.to <= to + comma);
    });
  };
  return (span, reach = 'clause') => (elses(span) || planned(span) || questioned(span) ? 'other' : denied(span, reach) ? 'denied' : 'told');
}
