import type { Token } from './tokens.ts';

/** A number of a message, in digits or in words of either language. */
export interface Quantity {
  value: number;
  from: number;
  to: number;
  /** "a", "un": a number only where a unit follows. */
  article?: boolean;
}

const ones: Record<string, number> = {
  zero: 0,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  eleven: 11,
  twelve: 12,
  thirteen: 13,
  fourteen: 14,
  fifteen: 15,
  sixteen: 16,
  seventeen: 17,
  eighteen: 18,
  nineteen: 19,
  cero: 0,
  uno: 1,
  dos: 2,
  tres: 3,
  cuatro: 4,
  cinco: 5,
  seis: 6,
  siete: 7,
  ocho: 8,
  nueve: 9,
  diez: 10,
  once: 11,
  doce: 12,
  trece: 13,
  catorce: 14,
  quince: 15,
  dieciseis: 16,
  diecisiete: 17,
  dieciocho: 18,
  diecinueve: 19,
  veintiun: 21,
  veintiuno: 21,
  veintidos: 22,
  veintitres: 23,
  veinticuatro: 24,
  veinticinco: 25,
  veintiseis: 26,
  veintisiete: 27,
  veintiocho: 28,
  veintinueve: 29,
  tre: 3,
  trez: 3,
  cuarto: 4,
  sero: 0,
  sinco: 5,
  ceis: 6,
  siet: 7,
  nuebe: 9,
  dies: 10,
}; // prettier-ignore
const tens: Record<string, number> = {
  twenty: 20,
  thirty: 30,
  forty: 40,
  fourty: 40,
  fifty: 50,
  sixty: 60,
  seventy: 70,
  eighty: 80,
  ninety: 90,
  veinte: 20,
  treinta: 30,
  cuarenta: 40,
  cincuenta: 50,
  sesenta: 60,
  setenta: 70,
  ochenta: 80,
  noventa: 90,
}; // prettier-ignore
const articles = new Set(['a', 'an', 'un', 'una']);
/** "once" counts times in English; in Spanish it is eleven where a unit follows. */
const ELEVEN_BEFORE = /^(dia|semana|mes|ano|hora)/;

/** Every number of the message, left to right. "nine and a half" is 9.5, "couple of" is 2, "few" is 3. */
export function quantities(tokens: readonly Token[]): Quantity[] {
  const found: Quantity[] = [];
  for (let from = 0; from < tokens.length; ) {
    const quantity = quantityAt(tokens, from);
    if (quantity) found.push(quantity);
    from = quantity ? quantity.to : from + 1;
  }
  return found;
}

export function quantityAt(tokens: readonly Token[], from: number): Quantity | undefined {
  const text = (index: number) => tokens[index]?.text ?? '';
  const whole = wholeAt(text, from);
  if (!whole) return undefined;
  const { value, to, article } = whole;
  const half = halfAt(text, to);
  return half && !article ? { value: value + 0.5, from, to: half } : { value, from, to, article };
}

function wholeAt(text: (index: number) => string, from: number): { value: number; to: number; article?: boolean } | undefined {
  const word = text(from);
  if (/^\d/.test(word)) return { value: Number(word.replace(',', '.')), to: from + 1 };
  if (word in tens) {
    const joined = text(from + 1) === 'y' ? from + 2 : from + 1;
    const unit = ones[text(joined)];
    return unit !== undefined && unit > 0 && unit < 10
      ? { value: tens[word]! + unit, to: joined + 1 }
      : { value: tens[word]!, to: from + 1 };
  }
  if (word === 'once' && !ELEVEN_BEFORE.test(text(from + 1))) return undefined;
  if (Object.hasOwn(ones, word)) return { value: ones[word]!, to: from + 1 };
  const skip = articles.has(word) ? from + 1 : from;
  if (/^(couple|coupla|par)$/.test(text(skip))) return { value: 2, to: /^(of|de)$/.test(text(skip + 1)) ? skip + 2 : skip + 1 };
  if (
    /^(few|unos|unas|several|varios|varias|algunos|algunas)$/.test(text(skip)) &&
    !(text(skip + 1) in ones) &&
    !/^\d/.test(text(skip + 1))
  )
    return { value: 3, to: skip + 1, article: true };
  if (/^(half|medio|media)$/.test(text(skip)) && skip > from) return { value: 0.5, to: skip + 1, article: true };
  if (word === 'half' && /^an?$/.test(text(from + 1))) return { value: 0.5, to: from + 2, article: true };
  if (/^medi[oa]$/.test(word) && /^(ano|dia|mes|semana|hora)$/.test(text(from + 1))) return { value: 0.5, to: from + 1, article: true };
  return articles.has(word) ? { value: 1, to: from + 1, article: true } : undefined;
}

/** Where "and a half", "1/2", "y medio" ends. */
function halfAt(text: (index: number) => string, from: number): number | undefined {
  if (text(from) === 'and' && text(from + 1) === 'a' && text(from + 2) === 'half') return from + 3;
  if (text(from) === 'and' && text(from + 1) === 'half') return from + 2;
  if (text(from) === 'y' && /^medi[oa]$/.test(text(from + 1))) return from + 2;
  return undefined;
}

/** Days of a month and places on a list alike; what Spanish says of the two differs. */
export const ENGLISH_ORDINALS: Readonly<Record<string, number>> = {
  first: 1,
  second: 2,
  third: 3,
  fourth: 4,
  fifth: 5,
  sixth: 6,
  seventh: 7,
  eighth: 8,
  ninth: 9,
  tenth: 10,
  eleventh: 11,
  twelfth: 12,
};
