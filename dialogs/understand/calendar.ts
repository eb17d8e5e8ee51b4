/** Whole days on the clinic's calendar. A date is `YYYY-MM-DD`, or a day number for arithmetic. */
export type Day = number;

const MS = 86_400_000;
/** Nobody's illness is older. */
const OLDEST = 36_500;

export function dayOf(date: string): Day {
  return Math.floor(Date.parse(`${date}T00:00:00Z`) / MS);
}

/** Undefined when there is no such day, as 31 June. */
export function dayNumber(year: number, month: number, day: number): Day | undefined {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? Math.floor(date.getTime() / MS) : undefined;
}

/** 0 is Sunday. */
export function weekdayOf(day: Day): number {
  return new Date(day * MS).getUTCDay();
}

export function partsOf(day: Day): { year: number; month: number; day: number } {
  const date = new Date(day * MS);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

/** Days from then to today; undefined for the future and for what is older than a life. */
export function ago(today: Day, then: Day | undefined): number | undefined {
  if (then === undefined || then > today || today - then > OLDEST) return undefined;
  return today - then;
}

/** A day and month without a year: the latest that has passed, unless it comes so soon that an appointment may be meant. */
export function latest(today: Day, month: number, day: number): Day | undefined {
  const { year } = partsOf(today);
  const this_ = dayNumber(year, month, day);
  if (this_ !== undefined && this_ <= today) return this_;
  if (this_ !== undefined && this_ - today <= SOON) return undefined;
  return dayNumber(year - 1, month, day);
}

const SOON = 90;

/** Days since the last such weekday; a week when that is today. */
export function daysSinceWeekday(today: Day, weekday: number): number {
  return (weekdayOf(today) - weekday + 7) % 7 || 7;
}
