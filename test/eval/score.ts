/** Shares, percentiles and the printing of misses. */
export const rank: Record<string, number> = { routine: 0, book: 1, 'same-day': 2, emergency: 3 };

export function percent(part: number, whole: number): string {
  return whole === 0 ? 'n/a' : `${((100 * part) / whole).toFixed(1)}% (${part}/${whole})`;
}

export function at(sorted: number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export function printMisses(what: string, rows: string[], most: number): void {
  if (rows.length > 0) console.log(`  ${what}: ${rows.length}`);
  for (const row of rows.slice(0, most)) console.log(`    ${row}`);
}

/** Runs `work` over the items, `width` at a time; an error is a result too. */
export async function pool<Item, Result>(
  items: Item[],
  work: (item: Item, index: number) => Promise<Result>,
  width = 8,
): Promise<(Result | { error: string })[]> {
  const results: (Result | { error: string })[] = new Array(items.length);
  let next = 0;
  const worker = async () => {
    while (next < items.length) {
      const index = next++;
      results[index] = await work(items[index]!, index).catch((error: Error) => ({ error: error.message }));
    }
  };
  await Promise.all(Array.from({ length: width }, worker));
  return results;
}
