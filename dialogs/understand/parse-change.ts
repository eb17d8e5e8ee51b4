import { type Quantity, quantities } from './numbers.ts';
import type { Token } from './tokens.ts';

const WAS = /^(from|was|were|used|started|de|era|estaba|empezo|had|tenia|went)$/;
const NOW = /^(to|now|its|is|a|al|ahora|ahorita|hoy|today|bajo|baja|subio|sube|down|up|till|hasta|ya)$/;
const UNIT =
  /^(day|days|week|weeks|month|months|hour|hours|hrs|min|mins|minutes|year|years|dia|dias|semana|semanas|mes|meses|hora|horas|minutos|ano|anos|pills?|mg|times|veces|am|pm|advils?|tylenols?|pastillas?)$/;
const MOST_BETWEEN = 6;

/** How bad it was and how bad it is: "from an 8 to a 5", "era 4 y ahora 8". */
export function parseChange(tokens: readonly Token[]): { was: number; is: number } | undefined {
  const text = (at: number) => tokens[at]?.text ?? '';
  const degrees = quantities(tokens).filter(({ value, article, to }) => !article && value <= 10 && !UNIT.test(text(to)));
  const [first, second] = degrees;
  if (!first || !second || degrees.length > 2) return undefined;
  const between = tokens.slice(first.to, second.from).filter(({ boundary }) => !boundary);
  const led = [first.from - 1, first.from - 2, first.from - 3].some((at) => WAS.test(text(at)));
  const joined = between.length > 0 && between.length <= MOST_BETWEEN && between.some((token) => NOW.test(token.text));
  return led && joined && !rangeOnly(between, first) ? { was: first.value, is: second.value } : undefined;
}

/** "A 7 to an 8" is one degree, not a change: nothing says that it was. */
function rangeOnly(between: readonly Token[], { value }: Quantity): boolean {
  return Number.isNaN(value) || between.every(({ text }) => /^(or|o|y|and)$/.test(text));
}
