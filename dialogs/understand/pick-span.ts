import type { Option } from '../../content/schema.ts';
import type { TimeSpan } from './time-span.ts';

const DAY = 24;

/** The option whose days hold most of a span; of two that hold as much the more recent. Options name the first day that counts for them. */
export function pickSpan({ least, most }: TimeSpan, shown: readonly Option[]): string | undefined {
  const days = shown.flatMap(({ id, sets }) =>
    Object.values(sets ?? {}).flatMap((value) => (typeof value === 'number' ? [{ id, value }] : [])),
  );
  if (days.length < 2) return undefined;
  const rising = days.sort((one, other) => one.value - other.value);
  let best: { id: string; share: number } | undefined;
  for (const [at, { id }] of rising.entries()) {
    const from = at === 0 ? 0 : (rising[at]!.value - 1) * DAY;
    const to = at + 1 < rising.length ? (rising[at + 1]!.value - 1) * DAY : Number.POSITIVE_INFINITY;
    const share = most > least ? Math.min(most, to) - Math.max(least, from) : Number(least >= from && least <= to);
    if (share > 0 && (!best || share > best.share)) best = { id, share };
  }
  return best?.id;
}
