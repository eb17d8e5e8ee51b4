import type { Language } from '../../content/schema.ts';
import type { Index } from './build-index.ts';
import { scores } from './ridge.ts';

export type Found = { band: 'answer'; id: string } | { band: 'offer'; ids: string[] } | { band: 'none' };

/** How sure the search is of its best topic. */
export interface Ranking {
  /** Best first, three at most. */
  ids: string[];
  /** Of the best topic, against "none of them". */
  lead: number;
  /** Of the best topic, against the second. */
  gap: number;
}

/**
 * Set by `npx tsx test/dialogs/faq/thresholds.ts`: each fifth of the entries' own questions and of the negatives is searched for
 * with an index of the rest; the thresholds of the most worth are taken that leave strangers unanswered.
 * Those of an answer were then raised: a wrong answer does more harm than a choice of three topics.
 */
export interface Thresholds {
  /** Least lead and gap for an answer. */
  answer: { lead: number; gap: number };
  /** Least lead to offer topics. */
  offer: number;
}

export const THRESHOLDS: Record<Language, Thresholds> = {
  en: { answer: { lead: 0.32, gap: 0.06 }, offer: -0.16 },
  es: { answer: { lead: 0.24, gap: 0.16 }, offer: -0.12 },
};
const OFFERED = 3;

/** The topic that a message asks for; up to three to choose from when in doubt; or none. */
export function search(index: Index, text: string, language: Language): Found {
  return judge(rank(index, text), THRESHOLDS[language]);
}

export function rank(index: Index, text: string): Ranking {
  const all = scores(index.model, index.read(text));
  const none = all[index.ids.length]!;
  const best = index.ids.map((id, i) => ({ id, score: all[i]! })).sort((one, other) => other.score - one.score);
  return {
    ids: best.slice(0, OFFERED).map(({ id }) => id),
    lead: (best[0]?.score ?? 0) - none,
    gap: (best[0]?.score ?? 0) - (best[1]?.score ?? 0),
  };
}

export function judge({ ids, lead, gap }: Ranking, { answer, offer }: Thresholds): Found {
  if (ids.length > 0 && lead >= answer.lead && gap >= answer.gap) return { band: 'answer', id: ids[0]! };
  if (ids.length > 0 && lead >= offer) return { band: 'offer', ids };
  return { band: 'none' };
}
