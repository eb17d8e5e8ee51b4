import type { Value } from '../../content/schema.ts';
import type { Span } from './phrase.ts';
import { longest, sentences } from './sentences.ts';
import { LISTED, type Standing, standings } from './standing.ts';
import type { Telling } from './telling.ts';
import type { Token } from './tokens.ts';

/** A place in the message that tells a value of a fact. */
export interface Statement extends Span {
  fact: string;
  value: Value;
  standing: Standing;
  /** Words that count only as an answer. */
  answered: boolean;
}

/** A short sentence may speak of the drug of the sentence before: "Took two Advil. Nothing." */
const SHORT = 6;

/** What the message tells by phrases, in its order. `focus`: the facts that the open question asks for. */
export function statements(tokens: readonly Token[], telling: Telling, focus: ReadonlySet<string> = new Set()): Statement[] {
  const sentence = sentences(tokens);
  const standing = standings(tokens, telling);
  const cues = telling.cues.find(tokens);
  const size = (number: number) => sentence.filter((each) => each === number).length;
  const cued = (fact: string, { from }: Span) =>
    cues.some((cue) => {
      if (cue.value !== fact) return false;
      const apart = sentence[from]! - sentence[cue.from]!;
      return apart === 0 || (apart === 1 && size(sentence[from]!) <= SHORT);
    });
  const hits = telling.facts.find(tokens).filter(({ value: { fact, strength }, ...span }) => {
    if (focus.has(fact)) return true;
    return strength === 'said' || (strength === 'near' && cued(fact, span));
  });
  const whole = longest(hits, (one, other) => one.value.fact === other.value.fact);
  return whole
    .filter(
      (hit) => !whole.some((other) => other.value.fact === hit.value.fact && other.value.value !== hit.value.value && outdoes(other, hit)),
    )
    .flatMap(({ from, to, value: { fact, value, strength } }) =>
      value === undefined
        ? []
        : [
            {
              from,
              to,
              fact,
              value,
              standing: standing({ from, to }, LISTED.has(fact) ? 'list' : 'clause'),
              answered: strength === 'answered',
            },
          ],
    )
    .sort((a, b) => a.from - b.from);
}

/** Of two that overlap the longer is meant, else the first: "does nothing" in "does nothing for it". */
function outdoes(other: Span, hit: Span): boolean {
  if (other.from >= hit.to || hit.from >= other.to) return false;
  const longer = other.to - other.from - (hit.to - hit.from);
  return longer > 0 || (longer === 0 && other.from < hit.from);
}
