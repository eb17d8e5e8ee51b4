/** A sparse vector: where it is not zero, and what it is there. */
export interface Sparse {
  at: Int32Array;
  value: Float32Array;
}

/** The features of one kind that examples have, numbered; rare ones weigh more. */
export interface Vocabulary {
  names: readonly string[];
  rarity: Float32Array;
  /** Of a feature that no example has. */
  unseen: number;
}

/** Words that no question has still say that the message is about something else: they shorten what is known. */
const UNKNOWN_SHARE = 0.8;

/** `least`: features that fewer examples have are left out. */
export function vocabularyOf(examples: readonly ReadonlyMap<string, number>[], least: number): Vocabulary {
  const seen = new Map<string, number>();
  for (const features of examples) for (const feature of features.keys()) seen.set(feature, (seen.get(feature) ?? 0) + 1);
  const names = [...seen].flatMap(([feature, count]) => (count >= least ? [feature] : []));
  const rarity = Float32Array.from(names, (name) => Math.log(1 + examples.length / seen.get(name)!));
  return { names, rarity, unseen: Math.log(1 + examples.length) };
}

/** Weighs features by rarity and brings the whole to length 1. */
export type Weigher = (features: ReadonlyMap<string, number>) => Sparse;

export function weigher({ names, rarity, unseen }: Vocabulary): Weigher {
  const numbers = new Map(names.map((name, i) => [name, i]));
  return (features) => {
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
  };
}

/** One vector of two, the second numbered after the first `offset`; each counts half. */
export function joined(one: Sparse, other: Sparse, offset: number): Sparse {
  const at = new Int32Array(one.at.length + other.at.length);
  const value = new Float32Array(at.length);
  at.set(one.at);
  value.set(one.value);
  other.at.forEach((place, i) => {
    at[one.at.length + i] = place + offset;
    value[one.at.length + i] = other.value[i]!;
  });
  return { at, value: value.map((each) => each * Math.SQRT1_2) };
}
