import type { Features } from '../../../../../dialogs/understand/classifier/features.ts';

/** The cosine of each of `rows` with each of `columns`. */
export function cosines(features: Features[], rows: number[], columns: number[]): Float64Array[] {
  const holders = new Map<number, [column: number, value: number][]>();
  columns.forEach((i, column) => {
    const { at, value } = features[i]!;
    at.forEach((feature, k) => {
      const known = holders.get(feature);
      if (known) known.push([column, value[k]!]);
      else holders.set(feature, [[column, value[k]!]]);
    });
  });
  return rows.map((i) => {
    const row = new Float64Array(columns.length);
    const { at, value } = features[i]!;
    at.forEach((feature, k) => {
      for (const [column, other] of holders.get(feature) ?? []) row[column]! += other * value[k]!;
    });
    return row;
  });
}
