import type { Linear } from './ridge.ts';

const PENALTY = 1;

/**
 * Ridge regression over sentence vectors, solved exactly: they have few dimensions, so that what is solved stays small however many
 * examples and classes there are.
 */
export function denseRidge(
  vectors: readonly Float32Array[],
  classOf: readonly number[],
  shares: readonly number[],
  classes: number,
): Linear {
  const size = vectors[0]?.length ?? 0;
  const gram = new Float64Array(size * size);
  const sums = new Float64Array(size * classes);
  vectors.forEach((vector, i) => {
    const share = shares[i]!;
    for (let a = 0; a < size; a++) {
      const much = share * vector[a]!;
      sums[a * classes + classOf[i]!]! += much;
      for (let b = 0; b <= a; b++) gram[a * size + b]! += much * vector[b]!;
    }
  });
  for (let a = 0; a < size; a++) gram[a * size + a]! += PENALTY;
  factor(gram, size);
  solve(gram, sums, size, classes);
  return { classes, weights: Float32Array.from(sums) };
}

export function denseScores({ classes, weights }: Linear, vector: Float32Array): Float32Array {
  const into = new Float32Array(classes);
  for (let a = 0; a < vector.length; a++) {
    const much = vector[a]!;
    const row = a * classes;
    for (let k = 0; k < classes; k++) into[k]! += much * weights[row + k]!;
  }
  return into;
}

/** Cholesky in place, lower half. */
function factor(matrix: Float64Array, size: number): void {
  for (let i = 0; i < size; i++)
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i * size + j]!;
      for (let k = 0; k < j; k++) sum -= matrix[i * size + k]! * matrix[j * size + k]!;
      matrix[i * size + j] = i === j ? Math.sqrt(sum) : sum / matrix[j * size + j]!;
    }
}

/** Both triangles, all columns at once, in place. */
function solve(lower: Float64Array, columns: Float64Array, size: number, count: number): void {
  const subtract = (from: number, row: number, much: number) => {
    for (let k = 0; k < count; k++) columns[from * count + k]! -= much * columns[row * count + k]!;
  };
  const divide = (row: number) => {
    for (let k = 0; k < count; k++) columns[row * count + k]! /= lower[row * size + row]!;
  };
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < i; j++) subtract(i, j, lower[i * size + j]!);
    divide(i);
  }
  for (let i = size - 1; i >= 0; i--) {
    for (let j = i + 1; j < size; j++) subtract(i, j, lower[j * size + i]!);
    divide(i);
  }
}
