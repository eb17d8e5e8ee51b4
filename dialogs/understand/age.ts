import type { Value } from '../../content/schema.ts';
import { UNITS } from './date-words.ts';
import { type Quantity, quantities } from './numbers.ts';
import { standings } from './standing.ts';
import type { Telling } from './telling.ts';
import { pregnancyAfter } from './timing.ts';
import type { Token } from './tokens.ts';

/** Above this a number with no word for years is a temperature or a pressure. */
const OLDEST_BARE = 97;
const OLDEST = 110;
/** "It is 9" is how bad it is; "my son is 9" is not. */
const YOUNGEST_BARE = 10;

export interface Ages {
  age?: Value;
  pregnancy?: Value;
}

/** The patient's age, weeks of pregnancy, and the baby's age, each told by a number. `open`: a bare number is an age. */
export function readAges(tokens: readonly Token[], telling: Telling, open: boolean): Ages {
  const marks = telling.ages.find(tokens);
  const standing = standings(tokens, telling);
  const numbers = quantities(tokens);
  const words = tokens.filter(({ boundary }) => !boundary).length;
  const found: Ages = {};
  for (const number of numbers) {
    if (standing(number) === 'other') continue;
    const before = (kind: string) =>
      marks.some(({ value, to }) => value === kind && (to === number.from || (to === number.from - 1 && !tokens[to]!.boundary)));
    const unit = UNITS.find(([pattern]) => pattern.test(tokens[number.to]?.text ?? ''))?.[1];
    const behind = unit === undefined ? number.to : number.to + 1;
    const after = (kind: string, at: number) => marks.some(({ value, from }) => value === kind && (from === at || from === at + 1));
    const days = unit === undefined ? undefined : Math.floor(number.value * unit);
    if (days !== undefined && unit! < 365 && !after('pregnant-after', behind) && (before('birth-before') || after('birth-after', behind)))
      found.pregnancy = pregnancyAfter(days) ?? found.pregnancy;
    else if (days !== undefined && after('pregnant-after', behind)) found.pregnancy = 'pregnant';
    else if (
      isAge(
        tokens,
        number,
        unit,
        before('child-before') || (before('before') && number.value > YOUNGEST_BARE),
        after('after', number.to),
        open && words <= 4,
      )
    ) {
      found.age ??= number.value < 18 ? 'under-18' : number.value >= 50 ? 'over-50' : 'adult';
    }
  }
  return found;
}

function isAge(
  tokens: readonly Token[],
  { value, to, article }: Quantity,
  unit: number | undefined,
  before: boolean,
  after: boolean,
  alone: boolean,
): boolean {
  if (article || value > (unit === undefined && !after ? OLDEST_BARE : OLDEST) || !Number.isInteger(value)) return false;
  const next = tokens[to]?.text ?? '';
  if (/^(ago|back|atras)$/.test(tokens[to + 1]?.text ?? '') || /^(con|que|sin|desde)$/.test(tokens[to + 1]?.text ?? '')) return false;
  const ends =
    next === '' ||
    tokens[to]!.boundary === true ||
    /^(and|y|with|con|on|from|but|pero|male|female|f|m|old|so|now|woman|man|taking|having|here|embarazada|tomo|tengo)$/.test(next);
  if (after && unit === 365) return before || /^(old|of|young|de)$/.test(tokens[to + 1]?.text ?? '') || value >= 13 || alone;
  if (after && unit === undefined) return true;
  if (unit !== undefined && unit !== 365) return false;
  return (before && ends && unit === undefined) || (alone && ends && value > 12);
}
