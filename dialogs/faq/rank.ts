/** How the topics stand for a message. */
export interface Ranking {
  /** Best first, three at most. */
  ids: string[];
  /** Of the best topic, against "none of them". */
  lead: number;
  /** Of the best topic, against the second. */
  gap: number;
}

const OFFERED = 3;

/** `scores`: one for each id, and one more for "none of them". */
export function rank(ids: readonly string[], scores: Float32Array): Ranking {
  const best = bestOf(scores, ids.length);
  const [first = 0, second = 0] = best.map((k) => scores[k]!);
  return { ids: best.map((k) => ids[k]!), lead: first - scores[ids.length]!, gap: first - second };
}

/** The greatest few, without sorting them all. */
function bestOf(scores: Float32Array, count: number): number[] {
  const best: number[] = [];
  for (let k = 0; k < count; k++) {
    const place = best.findIndex((other) => scores[k]! > scores[other]!);
    if (place >= 0) best.splice(place, 0, k);
    else if (best.length < OFFERED) best.push(k);
    if (best.length > OFFERED) best.pop();
  }
  return best;
}
