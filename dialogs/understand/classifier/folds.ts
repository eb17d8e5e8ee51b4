import { nearPairs } from '../../../content/near-phrases.ts';

/** Puts phrases that share much wording into one fold, so that nothing is tested on its own twin. Returns a fold for each phrase. */
export function foldsOf(texts: string[], folds: number): number[] {
  const group = texts.map((_, i) => i);
  const root = (i: number): number => (group[i] === i ? i : root(group[i]!));
  for (const [a, b] of nearPairs(texts, 0.4)) group[root(a)] = root(b);
  const seen = new Map<number, number>();
  return texts.map((_, i) => {
    const key = root(i);
    if (!seen.has(key)) seen.set(key, seen.size % folds);
    return seen.get(key)!;
  });
}
