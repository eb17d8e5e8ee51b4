/** A sparse vector: where it is not zero, and what it is there. */
export interface Sparse {
  at: Int32Array;
  value: Float32Array;
}

export interface Vocabulary {
  size: number;
  /** Weighs features by rarity and brings the whole to length 1. */
  vector(features: ReadonlyMap<string, number>): Sparse;
}

/** Words that no question has still say that the message is about something else: they shorten what is known. */
const UNKNOWN_SHARE = 0.8;

/** Numbers the features of all examples. Rare ones weigh more. */
export function vocabularyOf(examples: readonly ReadonlyMap<string, number>[]): Vocabulary {
  const numbers = new Map<string, number>();
  const seen: number[] = [];
  for (const features of examples)
    for (const feature of features.keys()) {
      const number = numbers.get(feature) ?? numbers.size;
      if (number === seen.length) {
        numbers.set(feature, number);
        seen.push(0);
      }
      seen[number]!++;
    }
  const rarity = Float32Array.from(seen, (count) => Math.log(1 + examples.length / count));
  const unseen = Math.log(1 + examples.length);
  return {
    size: numbers.size,
    vector(features) {
      const at: number[] = [];
      const value: number[] = [];
      let total = 0;
      for (const [feature, weight] of features) {
        const number = numbers.get(feature);
        const much = weight * (number === undefined ? unseen : rarity[number]!);
        total += much * much * (number === undefined ? UNKNOWN_SHARE : 1);
        if (number === undefined) continue;
        at.push(number);
        value.push(much);
      }
      const length = Math.sqrt(total) || 1;
      return { at: Int32Array.from(at), value: Float32Array.from(value, (much) => much / length) };
    },
  };
}
