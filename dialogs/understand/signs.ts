import type { Certainty, Listening } from './listening.ts';
import type { Span } from './phrase.ts';
import { readFigures } from './readings.ts';
import { type Standing, scopeReader } from './scope.ts';
import type { Token } from './tokens.ts';
import type { Heard } from './understood.ts';

/** Best first: one own and present mention outweighs any denial of the same sign. */
const ORDER = ['affirmed', 'unclear', 'denied', 'other', 'soft'] as const;
type Rank = (typeof ORDER)[number];

/** The signs that a message speaks of, and what each mention is worth. `tokens` come from `tokensOf`. */
export function hearSigns(tokens: readonly Token[], listening: Listening): Heard[] {
  const found = listening.signs.find(tokens);
  const never = found.filter((hit) => hit.value.certainty === 'never');
  const figures = readFigures(tokens);
  const mentions = [
    ...found.filter((hit) => hit.value.certainty !== 'never').map(({ value, ...span }) => ({ ...value, ...span })),
    ...figures.filter((reading) => reading.high).map(({ sign, from, to }) => ({ sign, certainty: 'sure' as Certainty, from, to })),
  ];
  const scope = scopeReader(tokens, listening.scope, mentions);
  const ranks = new Map<string, Rank>();
  for (const mention of mentions) {
    if (ranks.get(mention.sign) === 'affirmed') continue;
    if (never.some((hit) => hit.value.sign === mention.sign && overlap(hit, mention))) continue;
    if (scope.idioms.some((idiom) => overlap(idiom, mention))) continue;
    const rank = rankOf(mention.sign, mention.certainty, scope.standing(mention));
    const before = ranks.get(mention.sign);
    if (before === undefined || ORDER.indexOf(rank) < ORDER.indexOf(before)) ranks.set(mention.sign, rank);
  }
  // "Fever of 99": the thermometer outweighs the word.
  const feverFigures = figures.filter((reading) => reading.sign === 'fever');
  if (feverFigures.length && feverFigures.every((reading) => !reading.high) && ranks.get('fever') === 'affirmed')
    ranks.set('fever', 'unclear');
  return [...ranks].map(([sign, rank]) => (rank === 'soft' ? { sign, status: 'unclear', soft: true } : { sign, status: rank }));
}

function rankOf(sign: string, certainty: Certainty, standing: Standing): Rank {
  if (standing === 'denied') return 'denied';
  // Whoever speaks of suicide at all is asked, however they put it.
  if (sign === 'self-harm' && standing === 'other' && certainty !== 'soft') return 'unclear';
  if (standing === 'other') return 'other';
  if (certainty === 'soft') return 'soft';
  return certainty === 'unsure' || standing === 'unclear' ? 'unclear' : 'affirmed';
}

function overlap(one: Span, other: Span): boolean {
  return one.from < other.to && other.from < one.to;
}
