import { ago, type Day, dayNumber, daysSinceWeekday, latest, partsOf, weekdayOf } from './calendar.ts';
import type { DateRule, Found } from './date-hit.ts';
import { unitDays } from './date-spans.ts';
import { DOUBTFUL_MONTHS, DOUBTFUL_WEEKDAYS, MONTHS, ORDINALS, WEEKDAYS } from './date-words.ts';

const weekday: DateRule = (text, at, _tokens, today) => {
  const alone = text(at - 1) === '' && text(at + 1) === '';
  const doubtful =
    alone || /^(on|last|since|this|past|from|the|until|saturday|or)$/.test(text(at - 1)) ? DOUBTFUL_WEEKDAYS[text(at)] : undefined;
  const day = Object.hasOwn(WEEKDAYS, text(at)) ? WEEKDAYS[text(at)] : doubtful;
  if (day === undefined) return undefined;
  if (text(at + 1) === 'before' && text(at + 2) === 'last') return { to: at + 3, daysAgo: daysSinceWeekday(today, day) + 7 };
  if (/^(antepasado|ante)$/.test(text(at + 1))) return { to: at + 2, daysAgo: daysSinceWeekday(today, day) + 7 };
  const past = /^(pasado|pasada)$/.test(text(at + 1)) ? 2 : 1;
  if (text(at - 1) === 'this' && weekdayOf(today) === day) return { to: at + past, daysAgo: 0 };
  return { to: at + past, daysAgo: daysSinceWeekday(today, day) };
};

const weekend: DateRule = (text, at, _tokens, today) => {
  const spanish = text(at) === 'fin' && text(at + 1) === 'de' && text(at + 2) === 'semana';
  if (!spanish && text(at) !== 'weekend') return undefined;
  const to = spanish ? at + 3 : at + 1;
  const last = text(at - 1) === 'last' || text(to) === 'pasado';
  const saturday = daysSinceWeekday(today, 6) % 7;
  return { to: text(to) === 'pasado' ? to + 1 : to, daysAgo: last && saturday <= 1 ? saturday + 7 : saturday };
};

const thisPeriod: DateRule = (text, at, _tokens, today) => {
  if (!/^(this|esta|este)$/.test(text(at))) return undefined;
  if (/^(week|semana)$/.test(text(at + 1))) return { to: at + 2, daysAgo: Math.floor(daysSinceWeekday(today, 1) / 2) % 7 };
  if (/^(month|mes)$/.test(text(at + 1))) return { to: at + 2, daysAgo: Math.floor(partsOf(today).day / 2) };
  return undefined;
};

function monthOf(word: string, beside: boolean): number | undefined {
  if (Object.hasOwn(MONTHS, word)) return MONTHS[word];
  return beside && Object.hasOwn(DOUBTFUL_MONTHS, word) ? DOUBTFUL_MONTHS[word] : undefined;
}

function yearAt(text: (index: number) => string, at: number): { year: number; to: number } | undefined {
  const skip = /^(of|de|del)$/.test(text(at)) ? at + 1 : at;
  return /^(19|20)\d\d$/.test(text(skip)) ? { year: Number(text(skip)), to: skip + 1 } : undefined;
}

function dayAt(text: (index: number) => string, at: number): { day: number; to: number } | undefined {
  const day = /^\d{1,2}$/.test(text(at)) ? Number(text(at)) : ORDINALS[text(at)];
  if (day === undefined || day < 1 || day > 31) return undefined;
  return { day, to: /^(st|nd|rd|th|ro|er|o)$/.test(text(at + 1)) ? at + 2 : at + 1 };
}

function dated(today: Day, month: number, day: number, year: number | undefined, to: number): Found | undefined {
  const then = year === undefined ? latest(today, month, day) : dayNumber(year, month, day);
  const daysAgo = ago(today, then);
  if (daysAgo !== undefined) return { to, daysAgo };
  return { to, future: true };
}

/** "Nov 19", "19 de noviembre", "the 19th of November 2025", "in March". */
const monthDay: DateRule = (text, at, tokens, today) => {
  const first = monthOf(text(at), dayAt(text, at + 1) !== undefined);
  if (first !== undefined) {
    const day = dayAt(text, text(at + 1) === 'the' ? at + 2 : at + 1);
    const comma = day && tokens[day.to]?.text === ',' ? day.to + 1 : day?.to;
    const year = yearAt(text, comma ?? at + 1);
    if (day) return dated(today, first, day.day, year?.year, year?.to ?? day.to);
    if (!/^(in|en|since|desde|last|this|back|early|late|mid|around|de|del|pasado|of|before)$/.test(text(at - 1)) && !year) return undefined;
    const late = /^(late)$/.test(text(at - 1)) ? 25 : /^(early)$/.test(text(at - 1)) ? 5 : 15;
    const now = partsOf(today);
    if (!year && now.month === first) return { to: at + 1, daysAgo: Math.floor(now.day / 2) };
    return dated(today, first, late, year?.year, year?.to ?? at + 1);
  }
  const day = dayAt(text, at);
  if (!day) return undefined;
  const skip = /^(of|de|del)$/.test(text(day.to)) ? day.to + 1 : day.to;
  const month = monthOf(text(skip), true);
  if (month === undefined) return undefined;
  const year = yearAt(text, skip + 1);
  return dated(today, month, day.day, year?.year, year?.to ?? skip + 1);
};

/** "Post-op day 4", "day 12 after the surgery", "el día 4 desde la epidural": days counted from what was done. */
const dayCounted: DateRule = (text, at) => {
  if (!/^(day|dia)$/.test(text(at)) || !/^\d{1,2}$/.test(text(at + 1))) return undefined;
  const from = at + 2;
  const counts = /^(post|postop|postpartum|after|since|from|out|desde|despues)$/.test(text(from)) || /^(of|de)$/.test(text(from));
  const calendar = monthOf(text(from + 1), true) !== undefined || /^(the|this|each|every|este|cada|mes|month)$/.test(text(from + 1));
  const medical = /^(op|postop|pp|postpartum)$/.test(text(at - 1));
  return medical || (counts && !calendar) ? { to: counts ? from + 1 : from, daysAgo: Number(text(at + 1)) } : undefined;
};

/** "the 19th", "el 19", "el día 19". */
const dayAlone: DateRule = (text, at, _tokens, today) => {
  const leads = /^(the|el|dia|del|on|since|desde)$/.test(text(at - 1));
  const ordinal = /^\d{1,2}$/.test(text(at)) && /^(st|nd|rd|th)$/.test(text(at + 1));
  const digits =
    /^\d{1,2}$/.test(text(at)) &&
    /^(el|dia|del)$/.test(text(at - 1)) &&
    !/^(de|%|por|\/|-|of|out|,)$/.test(text(at + 1)) &&
    unitDays(text(at + 1)) === undefined;
  if (!(leads && ordinal) && !digits) return undefined;
  if (ordinal && /^(one|time|patch|epidural|injection|shot|baby|day|week|month|kid|tap|trimester)$/.test(text(at + 2))) return undefined;
  const wanted = Number(text(at));
  const now = partsOf(today);
  const then = dayNumber(now.year, now.month, wanted);
  const before = now.month === 1 ? dayNumber(now.year - 1, 12, wanted) : dayNumber(now.year, now.month - 1, wanted);
  const daysAgo = ago(today, then) ?? ago(today, before);
  return daysAgo === undefined ? undefined : { to: ordinal ? at + 2 : at + 1, daysAgo };
};

/** "11/19", "11/19/2026", "19-11-2026", "2026-11-19". Month first, as in the United States, unless that cannot be. */
const numeric: DateRule = (text, at, _tokens, today) => {
  const mark = text(at + 1);
  if (!/^\d{1,4}$/.test(text(at)) || !/^[/-]$/.test(mark) || !/^\d{1,2}$/.test(text(at + 2))) return undefined;
  const [one, two] = [Number(text(at)), Number(text(at + 2))];
  const third = text(at + 3) === mark && /^\d{1,4}$/.test(text(at + 4)) ? Number(text(at + 4)) : undefined;
  if (one > 31) return third === undefined ? undefined : dated(today, two, third, one, at + 5);
  if (third === undefined && mark === '-') return undefined;
  // "8/10" is mostly how bad it is.
  const scale = third === undefined && two === 10 && !/^(on|el|since|desde|del|dia)$/.test(text(at - 1));
  const year = third === undefined ? undefined : third < 100 ? 2000 + third : third;
  const to = third === undefined ? at + 3 : at + 5;
  const american = one <= 12 ? dated(today, one, two, year, to) : undefined;
  const other = two <= 12 ? dated(today, two, one, year, to) : undefined;
  const found = american?.daysAgo !== undefined ? american : (other ?? american);
  return found && scale ? { ...found, bare: true } : found;
};

/** "in 2019", "back in 2018", "en 2019". */
const yearAlone: DateRule = (text, at, _tokens, today) => {
  if (
    !/^(19[4-9]|20)\d+$/.test(text(at)) ||
    text(at).length !== 4 ||
    !/^(in|en|since|desde|del|of|year|ano|around|summer)$/.test(text(at - 1))
  )
    return undefined;
  const { year } = partsOf(today);
  const then = Number(text(at));
  if (then > year) return undefined;
  return { to: at + 1, daysAgo: then === year ? Math.floor((today - dayNumber(year, 1, 1)!) / 2) : today - dayNumber(then, 7, 1)! };
};

const HOLIDAYS: readonly (readonly [RegExp, number, number])[] = [
  [/^halloween$/, 10, 31],
  [/^(christmas|navidad|xmas)$/, 12, 25],
  [/^valentines?$/, 2, 14],
]; // prettier-ignore
const holiday: DateRule = (text, at, _tokens, today) => {
  const known = HOLIDAYS.find(([pattern]) => pattern.test(text(at)));
  return known && dated(today, known[1], known[2], undefined, at + 1);
};

/** Times named by the calendar. */
export const calendarRules: readonly DateRule[] = [
  weekday,
  weekend,
  thisPeriod,
  monthDay,
  dayCounted,
  dayAlone,
  numeric,
  yearAlone,
  holiday,
];
