/** Solves `matrix x = target` for each target; the matrix is symmetric and positive definite, and is overwritten. */
export function choleskySolve(matrix: Float64Array[], targets: number[][]): Float64Array[] {
  const size = matrix.length;
  for (let i = 0; i < size; i++) {
    const row = matrix[i]!;
    for (let j = 0; j <= i; j++) {
      const other = matrix[j]!;
      let sum = row[j]!;
      for (let k = 0; k < j; k++) sum -= row[k]! * other[k]!;
      row[j] = i === j ? Math.sqrt(sum) : sum / other[j]!;
    }
  }
  return targets.map((target) => {
    const x = Float64Array.from(target);
    for (let i = 0; i < size; i++) {
      for (let k = 0; k < i; k++) x[i]! -= matrix[i]![k]! * x[k]!;
      x[i]! /= matrix[i]![i]!;
    }
    for (let i = size - 1; i >= 0; i--) {
      x[i]! /= matrix[i]![i]!;
      for (let k = 0; k < i; k++) x[k]! -= matrix[i]![k]! * x[i]!;
    }
    return x;
  });
}
