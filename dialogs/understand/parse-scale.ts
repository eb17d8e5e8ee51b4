import type { DateHit } from './date-hit.ts';
import { type Quantity, quantities } from './numbers.ts';
import type { Span } from './phrase.ts';
import type { Telling } from './telling.ts';
import type { Token } from './tokens.ts';

const TEN = /^(10|ten|diez)$/;
const RANGE = /^(-|to|or|a|o|y|and|u)$/;
/** "8 and climbing": only pain does so. */
const RISES = /^(climbing|rising|subiendo|aumentando|sube|creeping|worsening|empeorando)$/;
/** What may follow a number that only "it's a …" introduces. */
const FREE =
  /^(when|whenever|everytime|anytime|if|while|upright|standing|sitting|lying|laying|up|down|now|today|right|at|and|but|or|cuando|al|parad\w*|acostad\w*|sentad\w*|de|ahora|ahorita|hoy|y|pero|en|maybe|pain|dolor|on|for|lately|tonight|out|sobre|atras|por|con|most|mostly|max|tops|easily|then|so|flat|since|this|steady|constant|todo|desde|overnight|already|tonite|in|ya|fijo|parejo|siempre|after|before|despues|antes|casi|this)$/;
const STRONG =
  /^(pain|headache|severity|level|rate|rated|rating|scale|intensity|score|spine|dolor|nivel|escala|intensidad|calificacion|hurts|duele|throb\w*|number|pongo|doy)/;
const NOT_BEFORE =
  /^(took|take|taken|taking|tome|tomo|tomado|las|l|los|page|room|apt|stage|grade|day|dia|c|s|t|hace|every|each|cada|number|age|aged|only|all|both|these|those|esos|estas|another|past|last|next|unas|unos|mis|my|gave|trimester|baby)$/;

export interface ScaleContext {
  /** The question for it is open: any number of its own counts. */
  open: boolean;
  /** Numbers within these are days, not degrees. */
  dates: readonly DateHit[];
}

/** How bad the pain is, 0 to 10, from a message; of several the highest, and halves up. */
export function parseScale(tokens: readonly Token[], telling: Telling, { open, dates }: ScaleContext): number | undefined {
  const all = quantities(tokens);
  const text = (index: number) => (tokens[index]?.boundary ? '' : (tokens[index]?.text ?? ''));
  const marks = telling.scale.find(tokens);
  const words = tokens.filter(({ boundary }) => !boundary).length;
  const found: { value: number; sure: boolean }[] = [];
  for (const [index, number] of all.entries()) {
    const scaled = outOfTen(text, number);
    if (number.value < 0 || number.value > 10) continue;
    if (scaled) {
      found.push({ value: number.value, sure: true });
      continue;
    }
    if (isTen(text, all, index) || number.article || number.value % 0.5 !== 0) continue;
    if (isElse(text, number, marks, dates) || glued(tokens, number)) continue;
    const range = all[index + 1];
    const lone = /^(one|uno|un|una)$/.test(text(number.from));
    if (lone && !(open && words <= 3) && !STRONG.test(text(number.from - 1))) continue;
    const partner = range && RANGE.test(text(number.to)) && range.from === number.to + 1 && range.value <= 10 ? range : undefined;
    if (partner && isElse(text, partner, marks, dates) && !outOfTen(text, partner)) continue;
    if (open || cued(text, tokens, number, partner ?? number, marks))
      found.push({ value: Math.max(number.value, partner?.value ?? 0), sure: false });
  }
  const sure = found.filter(({ sure }) => sure);
  const values = (sure.length ? sure : found).map(({ value }) => value);
  return values.length ? Math.ceil(Math.max(...values)) : undefined;
}

/** "2nd", "3x", "5mg": the letters that follow at once make it something else. */
function glued(tokens: readonly Token[], { to }: Quantity): boolean {
  const next = tokens[to];
  return next !== undefined && !next.boundary && next.at === tokens[to - 1]!.end && /^[a-z]/.test(next.text) && next.text !== 'ish';
}

/** "7/10", "7 out of 10", "7 de 10". */
function outOfTen(text: (index: number) => string, { to }: Quantity): boolean {
  if (/^(\/|of|de|sobre|on|over|outta)$/.test(text(to)) && TEN.test(text(to + 1)) && !(text(to) === '/' && text(to + 2) === '/'))
    return true;
  return text(to) === 'out' && text(to + 1) === 'of' && TEN.test(text(to + 2));
}

function isTen(text: (index: number) => string, all: readonly Quantity[], index: number): boolean {
  const before = all[index - 1];
  return before !== undefined && outOfTen(text, before) && all[index]!.from <= before.to + 2 && TEN.test(text(all[index]!.from));
}

function isElse(
  text: (index: number) => string,
  { from, to, value }: Quantity,
  marks: readonly (Span & { value: string })[],
  dates: readonly DateHit[],
): boolean {
  if (marks.some((mark) => mark.value === 'not' && mark.from === to)) return true;
  if (dates.some((date) => !date.bare && date.from <= from && date.to >= to)) return true;
  if (/^[/:-]$/.test(text(to)) && /^\d/.test(text(to + 1)) && (text(to) !== '-' || Number(text(to + 1)) > 10)) return true;
  if (/^[/:]$/.test(text(from - 1))) return true;
  if (value === 0 && /^(pain|headache*|relief|dolor|alivio|meds|pills|idea|clue|of)$/.test(text(to)))
    return text(to) !== 'pain' && text(to) !== 'dolor';
  if (/^(of|de)$/.test(text(to)) && /^(these|those|them|estas|estos|esas|esos|ellas)$/.test(text(to + 1))) return true;
  return NOT_BEFORE.test(text(from - 1));
}

function cued(
  text: (index: number) => string,
  tokens: readonly Token[],
  first: Quantity,
  last: Quantity,
  marks: readonly (Span & { value: string })[],
): boolean {
  if (first.value === 0 && /^(pain|dolor)$/.test(text(last.to))) return false;
  const next = tokens[last.to];
  const free = next === undefined || next.boundary === true || FREE.test(next.text);
  if (
    /^(when|upright|standing|sitting|cuando|parad\w*|sentad\w*|al|lying|laying|pain)$/.test(text(last.to)) &&
    !/^(for|since|the|el)$/.test(text(first.from - 1))
  )
    return true;
  if (RISES.test(text(last.to + 1)) && /^(and|y)$/.test(text(last.to)) && !/^(hes|shes|is|tiene|im|age|room)$/.test(text(first.from - 1)))
    return true;
  return marks.some((mark) => {
    if (mark.value !== 'cue' || mark.from >= first.from || (mark.to > first.from && mark.to > last.to)) return false;
    const gap = tokens.slice(Math.min(mark.to, first.from), first.from);
    if (
      gap.filter(({ boundary }) => !boundary).length > (STRONG.test(tokens[mark.from]!.text) ? 4 : 1) ||
      gap.some(({ text: edge, boundary }) => boundary && edge !== ',')
    )
      return false;
    return free && (gap.every(({ boundary }) => !boundary) || STRONG.test(tokens[mark.from]!.text));
  });
}
