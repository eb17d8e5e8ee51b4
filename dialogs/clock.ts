import { type Clinic, type Language, WEEKDAYS } from '../content/schema.ts';
import { oncePer } from './once.ts';

const DAY = 86_400_000;

const formats = new Map<string, Intl.DateTimeFormat>();

/** To make one takes longer than all the rest of a turn's dates. */
function format(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${JSON.stringify(options)}`;
  const made = formats.get(key) ?? new Intl.DateTimeFormat(locale, options);
  formats.set(key, made);
  return made;
}

/** The calendar day at the clinic, as YYYY-MM-DD. */
export function today(clinic: Clinic, at: Date): string {
  const latest = latestDay(clinic);
  const minute = Math.floor(at.getTime() / MINUTE);
  if (latest.minute !== minute) Object.assign(latest, { minute, day: dayAt(clinic, at) });
  return latest.day;
}

/** Days begin with a minute, in every time zone. */
const MINUTE = 60_000;
const latestDay = oncePer((_clinic: Clinic) => ({ minute: Number.NaN, day: '' }));

function dayAt(clinic: Clinic, at: Date): string {
  return format('en-CA', { timeZone: clinic.timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(at);
}

/** "Thursday, November 19", with the year when it is another one. */
export function dayName(clinic: Clinic, at: Date, daysAgo: number, language: Language): string {
  const [now, then] = [0, daysAgo].map((days) => new Date(Date.parse(`${today(clinic, at)}T12:00:00Z`) - days * DAY)) as [Date, Date];
  const year = now.getUTCFullYear() === then.getUTCFullYear() ? undefined : 'numeric';
  const weekday = daysAgo <= 31 ? 'long' : undefined;
  return format(`${language}-US`, { timeZone: 'UTC', weekday, month: 'long', day: 'numeric', year }).format(then);
}

/** Is the office open, and until when (or from when again), as the patient reads it? No next opening: `until` is absent. */
export function office(clinic: Clinic, at: Date, language: Language): { open: boolean; until?: string } {
  const clock = format('en-GB', { timeZone: clinic.timeZone, hour: '2-digit', minute: '2-digit' }).format(at);
  const weekday = new Date(`${today(clinic, at)}T12:00:00Z`).getUTCDay();
  const hoursOn = (days: number) => clinic.hours[WEEKDAYS[(weekday + days) % 7]!];
  const now = hoursOn(0).find(([from, to]) => from <= clock && clock < to);
  if (now) return { open: true, until: clockText(now[1], language) };
  for (let days = 0; days <= 7; days++) {
    const next = hoursOn(days).find(([from]) => days > 0 || from > clock);
    if (!next) continue;
    const time = clockText(next[0], language);
    return { open: false, until: days === 0 ? time : `${weekdayName(weekday + days, language)}, ${time}` };
  }
  return { open: false };
}

/** 0 to 23, at the clinic. */
export function hourOf(clinic: Clinic, at: Date): number {
  return Number(format('en-GB', { timeZone: clinic.timeZone, hour: '2-digit' }).format(at));
}

/** "6:45 PM", or "Monday, 8:00 AM" when it is another day than at `at`. */
export function momentText(clinic: Clinic, at: Date, moment: Date, language: Language): string {
  const time = clockText(format('en-GB', { timeZone: clinic.timeZone, hour: '2-digit', minute: '2-digit' }).format(moment), language);
  const day = today(clinic, moment);
  return day === today(clinic, at) ? time : `${weekdayName(new Date(`${day}T12:00:00Z`).getUTCDay(), language)}, ${time}`;
}

function clockText(clock: string, language: Language): string {
  const time = new Date(`2000-01-01T${clock}:00Z`);
  return format(`${language}-US`, { timeZone: 'UTC', hour: 'numeric', minute: '2-digit' }).format(time).replace(/\s/g, ' ');
}

function weekdayName(index: number, language: Language): string {
  const sunday = Date.parse('2000-01-02T12:00:00Z');
  return format(`${language}-US`, { timeZone: 'UTC', weekday: 'long' }).format(new Date(sunday + (index % 7) * DAY));
}
