/**
 * Pairs of texts (by index) that say nearly the same: more than `share` of the shorter one's word trigrams are in the other.
 * Texts of fewer than three words are near only when they are the same.
 */
export function nearPairs(texts: string[], share: number): [number, number][] {
  const grams = texts.map(trigrams);
  const holders = new Map<string, number[]>();
  const pairs: [number, number][] = [];
  grams.forEach((mine, i) => {
    const common = new Map<number, number>();
    for (const gram of mine) {
      const others = holders.get(gram) ?? [];
      for (const other of others) common.set(other, (common.get(other) ?? 0) + 1);
      holders.set(gram, [...others, i]);
    }
    for (const [other, count] of common) if (count > share * Math.min(mine.size, grams[other]!.size)) pairs.push([other, i]);
  });
  return pairs;
}

/** Without case, accents and marks: only the words count. */
function wordsIn(text: string): string[] {
  const plain = text.normalize('NFKD').replace(/[\u0300-\u036f'’]/g, '');
  return plain.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

function trigrams(text: string): Set<string> {
  const words = wordsIn(text);
  if (words.length < 3) return new Set([words.join(' ')]);
  return new Set(words.slice(2).map((_, i) => words.slice(i, i + 3).join(' ')));
}
