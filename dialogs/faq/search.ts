import type { Language } from '../../content/schema.ts';
import type { Bounds, Calibration } from './calibrate.ts';
import { type Ranking, rank } from './rank.ts';
import type { Scorer } from './scores.ts';

/** `ids`: the best topics, the best first. `chance`: of the answer being right. */
export type Found = { band: 'answer'; id: string; ids: string[]; chance: number } | { band: 'offer'; ids: string[] } | { band: 'none' };

export interface Index {
  /** By class; the class after the last is "none of them". */
  ids: readonly string[];
  score: Scorer;
  calibration: Calibration;
  /** It learnt from sentence vectors and can use one. */
  vectors: boolean;
}

/** The least chance of being right at which a topic is answered rather than offered. */
const SURE = 0.5;

/** The topic that a message asks for; up to three to choose from when in doubt; or none. */
export function search(index: Index, text: string, language: Language, vector?: Float32Array): Found {
  const seen = index.vectors ? vector : undefined;
  return judge(rank(index.ids, index.score(text, seen)), index.calibration[seen ? 'vectors' : 'words'][language]);
}

export function judge({ ids, lead, gap }: Ranking, { answer, offer }: Bounds): Found {
  if (ids.length === 0) return { band: 'none' };
  const chance = 1 / (1 + Math.exp(-(answer.lead * lead + answer.gap * gap + answer.bias)));
  if (lead > 0 && chance >= SURE) return { band: 'answer', id: ids[0]!, ids, chance };
  return lead >= offer ? { band: 'offer', ids } : { band: 'none' };
}
