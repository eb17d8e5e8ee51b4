import { daysSinceWeekday } from './calendar.ts';
import type { DateRule } from './date-hit.ts';
import { UNITS, WEEKDAYS } from './date-words.ts';
import { quantityAt } from './numbers.ts';
import type { Token } from './tokens.ts';

const FUZZ =
  /^(about|like|around|maybe|roughly|approximately|approx|almost|nearly|over|just|only|exactly|some|probably|perhaps|at|least|more|or|less|than|como|unos|unas|casi|apenas|ya|aproximadamente|aprox|quizas|quiza|mas|menos|o|de|tal|vez|poco|un|hara|hoy|now|the|los|las|el|la|good|well|alrededor|of)$/;
export const BACK = /^(ago|back|prior|atras|earlier|agoo?|aog|agos)$/;
const AFTERS = /^(after|later|afterwards?|following|despues|mas|into)$/;
const HALF_UNIT = /^medi[oa]$/;

export function unitDays(word: string): number | undefined {
  return word === '' ? undefined : UNITS.find(([pattern]) => pattern.test(word))?.[1];
}

interface Span {
  days: number;
  to: number;
}

/** "about two weeks", "mes y medio", "3 to 4 days" (the fewer: the more recent counts as the more urgent). */
function spanAt(text: (index: number) => string, tokens: readonly Token[], from: number): Span | undefined {
  let at = from;
  while (
    at - from < 4 &&
    FUZZ.test(text(at)) &&
    unitDays(text(at)) === undefined &&
    !(quantityAt(tokens, at) && unitDays(text(quantityAt(tokens, at)!.to)) !== undefined)
  )
    at++;
  const quantity = quantityAt(tokens, at);
  if (!quantity) {
    const unit = HALF_UNIT.test(text(at + 2)) && text(at + 1) === 'y' ? unitDays(text(at)) : undefined;
    return unit !== undefined && unit >= 1 ? { days: Math.floor(unit * 1.5), to: at + 3 } : undefined;
  }
  let to = quantity.to;
  if (/^(or|to|o|a|y|-|and)$/.test(text(to)) && quantityAt(tokens, to + 1) && !quantityAt(tokens, to + 1)!.article)
    to = quantityAt(tokens, to + 1)!.to;
  while (/^(long|whole|full|or|so|solid|straight|of|good|de|largos?|entera?s?)$/.test(text(to))) to++;
  const unit = unitDays(text(to));
  if (unit === undefined) return undefined;
  to++;
  let value = quantity.value;
  if (text(to) === 'y' && HALF_UNIT.test(text(to + 1))) {
    value += 0.5;
    to += 2;
  } else if (text(to) === 'and' && text(to + 1) === 'a' && text(to + 2) === 'half') {
    value += 0.5;
    to += 3;
  }
  while (/^(or|so|o|asi|y|pico|mas|menos|about)$/.test(text(to)) && /^(so|asi|pico|menos|more|less)$/.test(text(to + 1))) to += 2;
  return { days: Math.floor(value * unit), to };
}

const hace: DateRule = (text, at, tokens) => {
  if (!/^(hace|ase|hase|hara|haze|ace|hacen)$/.test(text(at))) return undefined;
  const span = spanAt(text, tokens, at + 1);
  return span && { to: span.to, daysAgo: span.days };
};

const back: DateRule = (text, at, tokens, today) => {
  const span = spanAt(text, tokens, at);
  if (!span) return undefined;
  if (BACK.test(text(span.to))) {
    const weekday = WEEKDAYS[text(span.to + 1)] ?? (text(span.to + 1) === 'on' ? WEEKDAYS[text(span.to + 2)] : undefined);
    if (weekday !== undefined && span.days % 7 === 0) return { to: span.to + 2, daysAgo: daysSinceWeekday(today, weekday) + span.days };
    return { to: span.to + 1, daysAgo: span.days };
  }
  if (AFTERS.test(text(span.to)) && text(span.to + 1) !== 'o')
    return { to: /^(de|que)$/.test(text(span.to + 1)) ? span.to + 2 : span.to + 1, after: span.days };
  if (text(span.to) === 'de' && /^(postparto|parida|aliviada|operada|operado|nacid[oa]|recien)$/.test(text(span.to + 1)))
    return { to: span.to + 2, daysAgo: span.days };
  if (/^(postpartum|pp|postop|post|out|postparto|postop|pospartum|partum|old|postoperative|postoperatorio)$/.test(text(span.to))) {
    const more = /^(partum|op|from|operatorio|parto)$/.test(text(span.to + 1)) ? 1 : 0;
    return text(span.to) === 'old' ? undefined : { to: span.to + 1 + more, daysAgo: span.days };
  }
  if (/^a las? ?$/.test(text(at)) || (text(at) === 'a' && /^(los|las)$/.test(text(at + 1)))) return { to: span.to, after: span.days };
  return undefined;
};

/** "a dos días del parto", "a una semana de la cirugía": so long ago; after "empezó" it is counted from there. */
const aDe: DateRule = (text, at, tokens) => {
  if (text(at) !== 'a' || /^(los|las)$/.test(text(at + 1))) return undefined;
  const span = spanAt(text, tokens, at + 1);
  if (!span || !/^(del?|que|postparto)$/.test(text(span.to))) return undefined;
  const began = [1, 2, 3].some((back) => /^(empez|comenz|inici|aparec|arranc)/.test(text(at - back)));
  const to = span.to + 1;
  return began ? { to, after: span.days } : { to, daysAgo: span.days };
};

/** "a los dos días (de la punción)". */
const aLos: DateRule = (text, at, tokens) => {
  if (text(at) !== 'a' || !/^(los|las)$/.test(text(at + 1))) return undefined;
  const span = spanAt(text, tokens, at + 2);
  return span && { to: span.to, after: span.days };
};

/** "for 3 days", "llevo 3 días", "the past 3 days", "3 days now", "3 días con". */
const lasting: DateRule = (text, at, tokens) => {
  const leads = /^(for|por|x|llevo|lleva|durante|past|ultimos|last|going|tengo|tiene|since|desde|fer|within)$/.test(text(at));
  const skip = leads ? (/^(on|the|los|las|like|about|hace|past|last)$/.test(text(at + 1)) ? at + 2 : at + 1) : at;
  const span = spanAt(text, tokens, /^(hace|past|last)$/.test(text(skip)) ? skip + 1 : skip);
  if (!span || AFTERS.test(text(span.to)) || /^(old|pregnant|embarazada|de|postpartum)$/.test(text(span.to))) return undefined;
  const counts = /^(tengo|tiene)$/.test(text(at)) ? /^(con|que|sin|asi|desde|de)$/.test(text(span.to)) || text(span.to) === '' : leads;
  const ends = /^(now|straight|already|running|con|ya|seguidos|seguidas)$/.test(text(span.to));
  return (counts || ends) && !/^anos?$/.test(text(span.to - 1))
    ? { to: BACK.test(text(span.to)) ? span.to + 1 : span.to, daysAgo: span.days, lasting: true }
    : undefined;
};

/** "a week", "3 days". */
const bare: DateRule = (text, at, tokens) => {
  const span = spanAt(text, tokens, at);
  return span && !/^(old|pregnant|embarazada|a|per|al)$/.test(text(span.to)) ? { to: span.to, daysAgo: span.days, bare: true } : undefined;
};

/** Times counted in days, weeks, months, back from now or on from something else. */
export const spanRules: readonly DateRule[] = [hace, back, aDe, aLos, lasting, bare];
