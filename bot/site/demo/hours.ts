import { type Clinic, WEEKDAYS } from '../../../content/schema.ts';

export interface OpeningLine {
  /** Days of the week, 0 is Sunday, that follow each other and are alike. */
  first: number;
  last: number;
  spans: [string, string][];
}

/** The week from Monday on, with like days put together. */
export function openingLines({ hours }: Clinic): OpeningLine[] {
  const lines: OpeningLine[] = [];
  for (const day of [1, 2, 3, 4, 5, 6, 0]) {
    const spans = hours[WEEKDAYS[day]!] as [string, string][];
    const before = lines.at(-1);
    if (before && JSON.stringify(before.spans) === JSON.stringify(spans)) before.last = day;
    else lines.push({ first: day, last: day, spans });
  }
  return lines;
}

export function dayText(day: number, locale: string): string {
  // 1 January 2023 was a Sunday.
  const text = new Date(Date.UTC(2023, 0, 1 + day)).toLocaleDateString(locale, { weekday: 'long', timeZone: 'UTC' });
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export function clockText(clock: string, locale: string): string {
  return new Date(`2023-01-01T${clock}:00Z`).toLocaleTimeString(locale, {
    hour: 'numeric',
    ...(!clock.endsWith(':00') && { minute: '2-digit' }),
    timeZone: 'UTC',
  });
}
