/** The vectors of all questions in one piece, sorted by class. */
export interface Questions {
  size: number;
  vectors: Float32Array;
  classOf: readonly number[];
}

/** Of a topic's questions only the nearest tell: one of them is what was asked. */
const NEAREST = 3;

export function questionsIn(vectors: readonly Float32Array[], classOf: readonly number[]): Questions {
  const size = vectors[0]?.length ?? 0;
  const order = vectors.map((_, i) => i).sort((one, other) => classOf[one]! - classOf[other]! || one - other);
  const all = new Float32Array(order.length * size);
  order.forEach((i, place) => {
    all.set(vectors[i]!, place * size);
  });
  return { size, vectors: all, classOf: order.map((i) => classOf[i]!) };
}

/** For each class how near its nearest questions are: the mean of their cosines cubed, so that likeness by chance counts for nothing. */
export function nearness({ size, vectors, classOf }: Questions, vector: Float32Array, classes: number): Float32Array {
  const best = new Float32Array(classes * NEAREST);
  const counts = new Int32Array(classes);
  for (let i = 0; i < classOf.length; i++) {
    insert(best, classOf[i]! * NEAREST, dot(vector, vectors, i * size) ** 3);
    counts[classOf[i]!]!++;
  }
  return Float32Array.from(counts, (count, k) => {
    let sum = 0;
    for (let j = 0; j < NEAREST; j++) sum += best[k * NEAREST + j]!;
    return count === 0 ? 0 : sum / Math.min(count, NEAREST);
  });
}

/** Four sums side by side, so that none waits for the other. */
function dot(vector: Float32Array, all: Float32Array, from: number): number {
  let [a, b, c, d] = [0, 0, 0, 0];
  for (let i = 0; i < vector.length; i += 4) {
    a += vector[i]! * all[from + i]!;
    b += vector[i + 1]! * all[from + i + 1]!;
    c += vector[i + 2]! * all[from + i + 2]!;
    d += vector[i + 3]! * all[from + i + 3]!;
  }
  return a + b + c + d;
}

/** Keeps the three greatest, the greatest first. */
function insert(best: Float32Array, from: number, value: number): void {
  let held = value;
  for (let j = from; j < from + NEAREST && held > 0; j++) {
    if (held <= best[j]!) continue;
    const down = best[j]!;
    best[j] = held;
    held = down;
  }
}
