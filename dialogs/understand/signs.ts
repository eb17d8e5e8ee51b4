import type { Certainty, Listening } from './listening.ts';
import type { Span } from './phrase.ts';
import { readFigures } from './readings.ts';
import { type Standing, scopeReader } from './scope.ts';
import type { Token } from './tokens.ts';
import type { Heard } from './understood.ts';

/** Best first: one own and present mention outweighs any denial of the same sign. */
const ORDER = ['affirmed', 'unclear', 'denied', 'other', 'soft'] as const;
type Rank = (typeof ORDER)[number];
/** Figures of speech concern every sign. */
const ANY = '';

/** The signs that a message speaks of, and what each mention is worth. `tokens` come from `tokensOf`. */
export function hearSigns(tokens: readonly Token[], listening: Listening): Heard[] {
  return readSigns(tokens, listening).signs;
}

const AND = new Set(['and', 'but', 'y', 'e', 'pero']);

export interface SignsRead {
  signs: Heard[];
  /** The clauses that only deny signs, or say that all is well, and figures of speech: nothing is left to guess in them. */
  denials: Span[];
  /** Where what is affirmed is said. */
  affirmed: (Span & { sign: string })[];
  /** Signs that a figure shows, as of a thermometer. */
  measured: ReadonlySet<string>;
}

/** The same, with what a guess has to know of the message. */
export function readSigns(tokens: readonly Token[], listening: Listening): SignsRead {
  const found = listening.signs.find(tokens);
  const never = new Map<string, Uint8Array>();
  for (const { value, ...span } of found)
    if (value.certainty === 'never' && (value.joins || !goesOn(tokens, span))) cover(never, value.sign, span, tokens.length);
  const figures = readFigures(tokens);
  const mentions = [
    ...found.filter((hit) => hit.value.certainty !== 'never').map(({ value, ...span }) => ({ ...value, ...span })),
    ...figures.filter((reading) => reading.high).map(({ sign, from, to }) => ({ sign, certainty: 'sure' as Certainty, from, to })),
  ];
  const scope = scopeReader(tokens, listening.scope, mentions);
  for (const idiom of scope.idioms) cover(never, ANY, idiom, tokens.length);
  const ranks = new Map<string, Rank>();
  const denials: Span[] = [];
  const present: Span[] = [];
  const figurative: Span[] = [];
  const affirmed: (Span & { sign: string })[] = [];
  for (const mention of mentions) {
    if (covered(never, mention.sign, mention) || covered(never, ANY, mention)) {
      figurative.push(mention);
      continue;
    }
    const rank = rankOf(mention.sign, mention.certainty, scope.standing(mention));
    (rank === 'denied' ? denials : present).push(mention);
    if (rank === 'affirmed') affirmed.push(mention);
    const before = ranks.get(mention.sign);
    if (before === undefined || ORDER.indexOf(rank) < ORDER.indexOf(before)) ranks.set(mention.sign, rank);
  }
  // "Fever of 99": the thermometer outweighs the word.
  const feverFigures = figures.filter((reading) => reading.sign === 'fever');
  if (feverFigures.length && feverFigures.every((reading) => !reading.high) && ranks.get('fever') === 'affirmed')
    ranks.set('fever', 'unclear');
  return {
    signs: [...ranks].map(([sign, rank]) => (rank === 'soft' ? { sign, status: 'unclear', soft: true } : { sign, status: rank })),
    denials: [...denials.map((span) => clauseOf(tokens, span)), ...scope.well, ...figurative].filter(
      (clause) => !present.some((each) => overlap(each, clause)),
    ),
    affirmed,
    measured: new Set(figures.filter(({ high }) => high).map(({ sign }) => sign)),
  };
}

function rankOf(sign: string, certainty: Certainty, standing: Standing): Rank {
  if (standing === 'denied') return 'denied';
  // Whoever speaks of suicide at all is asked, however they put it.
  if (sign === 'self-harm' && standing === 'other' && certainty !== 'soft') return 'unclear';
  if (standing === 'other') return 'other';
  if (certainty === 'soft') return 'soft';
  return certainty === 'unsure' || standing === 'unclear' ? 'unclear' : 'affirmed';
}

/** "My head hurts and I want to kill myself": what spans two things said is no figure of speech. */
function goesOn(tokens: readonly Token[], { from, to }: Span): boolean {
  return tokens.slice(from + 1, to - 1).some(({ text }) => AND.has(text));
}

/** Marks the tokens of a figure of speech or look-alike of a sign. */
function cover(never: Map<string, Uint8Array>, sign: string, span: Span, length: number): void {
  const marks = never.get(sign) ?? new Uint8Array(length);
  never.set(sign, marks.fill(1, span.from, span.to));
}

function covered(never: ReadonlyMap<string, Uint8Array>, sign: string, span: Span): boolean {
  return never.get(sign)?.subarray(span.from, span.to).includes(1) ?? false;
}

function clauseOf(tokens: readonly Token[], span: Span): Span {
  const edge = (at: number) => at < 0 || at >= tokens.length || tokens[at]!.boundary === true;
  let { from, to } = span;
  while (!edge(from - 1)) from--;
  while (!edge(to)) to++;
  return { from, to };
}

function overlap(one: Span, other: Span): boolean {
  return one.from < other.to && other.from < one.to;
}
