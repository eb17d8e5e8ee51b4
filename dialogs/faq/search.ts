import type { Language } from '../../content/schema.ts';
import type { Bounds, Calibration } from './calibrate.ts';
import { type Ranking, rank } from './rank.ts';
import type { Scorer } from './scores.ts';

/** `ids`: the best topics, the best first. `chance`: of the answer being right. */
export type Found =
  | { band: 'answer'; id: string; ids: string[]; chance: number }
  | { band: 'offer'; ids: string[] }
  | { band: 'none'; ids: string[] };

export interface Index {
  /** By class; the class after the last is "none of them". */
  ids: readonly string[];
  score: Scorer;
  /** Questions that are written in the content: the topic of each, or nothing for what no topic answers. */
  written?: ReadonlyMap<string, string | undefined>;
  calibration: Calibration;
  /** Gives the vector of a message, where the index learnt from sentence vectors. */
  vectors?(text: string, language: Language): Promise<Float32Array | undefined>;
}

/** The least chance of being right at which a topic is answered rather than offered. */
const SURE = 0.65;
const LONGEST_WRITTEN = 300;

/** The topic that a message asks for; up to three to choose from when in doubt; or none. */
export function search(index: Index, text: string, language: Language, vector?: Float32Array): Found {
  const words = wordsOf(text);
  const id = index.written?.get(words);
  if (index.written?.has(words)) return id === undefined ? { band: 'none', ids: [] } : { band: 'answer', id, ids: [id], chance: 1 };
  return judge(rank(index.ids, index.score(text, vector)), index.calibration[vector ? 'vectors' : 'words'][language]);
}

/** A question by its words alone, as it is looked up among the written ones. */
export function wordsOf(text: string): string {
  const plain = text.slice(0, LONGEST_WRITTEN).normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  return (plain.match(/[\p{L}\p{N}]+/gu) ?? []).join(' ');
}

export function judge({ ids, lead, gap }: Ranking, { answer, offer }: Bounds): Found {
  if (ids.length === 0) return { band: 'none', ids };
  const chance = 1 / (1 + Math.exp(-(answer.lead * lead + answer.gap * gap + answer.bias)));
  if (lead > 0 && chance >= SURE) return { band: 'answer', id: ids[0]!, ids, chance };
  return lead >= offer ? { band: 'offer', ids } : { band: 'none', ids };
}
