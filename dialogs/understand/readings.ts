import type { Span } from './phrase.ts';
import type { Token } from './tokens.ts';

/** A sign read from figures: a thermometer, a blood pressure cuff, a count of pills. */
export interface Reading extends Span {
  sign: string;
  /** False: the figure is a normal one. */
  high: boolean;
}

const AROUND = 6;
const TEMPERATURE =
  /^(temp|temperature|temperatura|fever|feverish|degrees|degree|fahrenheit|celsius|grados|f|c|fiebre|calentura|thermometer|termometro|chills|shakes|escalofrios|centigrados|sweats|burning|shivering|ardiendo)$/;
const PRESSURE = /^(bp|pressure|presion|systolic|diastolic|sistolica|cuff|baumanometro|tension)$/;
const PILLS =
  /^(tylenols?|advils?|ibuprofen\w*|motrins?|aleves?|pills?|tablets?|aspirins?|aspirinas?|excedrins?|acetaminophen|acetaminofen\w*|paracetamol\w*|pastillas?|tabletas?|capsules?|capsulas?|norcos?|percocets?|vicodins?|tramadol\w*|naproxen\w*|oxy\w*|pildoras?|gabapentins?|xanax|ambien|meds|fioricets?|valium|klonopins?)$/;
const TAKEN =
  /^(took|taken|take|taking|swallowed|ate|downed|popped|had|tome|tomo|tomado|tomaron|trague|trago|eche|avente|avento|ingeri|ingirio|comi|tomando|tomaba|tomara)$/;
const NUMBERS: Readonly<Record<string, number>> = {
  ten: 10,
  twelve: 12,
  fifteen: 15,
  twenty: 20,
  thirty: 30,
  forty: 40,
  fifty: 50,
  sixty: 60,
  hundred: 100,
  dozen: 12,
  diez: 10,
  doce: 12,
  quince: 15,
  veinte: 20,
  treinta: 30,
  cuarenta: 40,
  cincuenta: 50,
  sesenta: 60,
  cien: 100,
  docena: 12,
  veinticinco: 25,
};
/** No label allows as many at once. */
const TOO_MANY = 9;
const MOST_PLAUSIBLE = 500;

/** Reads figures. Fever from 100.4 °F or 38 °C; 180/120 a crisis, 140/90 a hint at preeclampsia; nine pills too many. */
export function readFigures(tokens: readonly Token[]): Reading[] {
  const readings: Reading[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const value = numberOf(tokens[at]!.text);
    if (value === undefined) continue;
    const pressure = pressureAt(tokens, at, value);
    if (pressure) {
      readings.push(...pressure);
      at = pressure[0]!.to - 1;
      continue;
    }
    const fever = temperatureAt(tokens, at, value);
    if (fever) readings.push(fever);
    else if (tooManyPills(tokens, at, value)) readings.push({ sign: 'overdose', high: true, from: at, to: at + 1 });
  }
  return readings;
}

function temperatureAt(tokens: readonly Token[], at: number, value: number): Reading | undefined {
  const text = tokens[at]!.text;
  const fahrenheit = value >= 96 && value < 108;
  const celsius = value >= 35 && value < 42.5;
  if (!fahrenheit && !celsius) return undefined;
  const named = near(tokens, at, TEMPERATURE);
  const exact = /[.,]/.test(text) && (fahrenheit || value >= 37.5);
  if (!named && !exact) return undefined;
  // "39 weeks", "100 mg", "38 years old" are no temperatures.
  if (
    /^(weeks?|semanas?|mg|years?|anos|yrs?|yo|old|percent|minutes|hours?|dias|days?|pills?|pastillas|lbs?|kg|mcg|ml|times|o)$/.test(
      tokens[at + 1]?.text ?? '',
    )
  )
    return undefined;
  return { sign: 'fever', high: fahrenheit ? value >= 100.4 : value >= 38, from: at, to: at + 1 };
}

function pressureAt(tokens: readonly Token[], at: number, upper: number): Reading[] | undefined {
  const between = tokens[at + 1]?.text ?? '';
  const lower = numberOf(tokens[at + 2]?.text ?? '');
  const named = near(tokens, at, PRESSURE);
  const pair =
    lower !== undefined &&
    /^(\/|over|sobre|con|-)$/.test(between) &&
    upper >= 80 &&
    upper <= 300 &&
    lower >= 35 &&
    lower <= 200 &&
    lower < upper;
  if (pair && (named || upper >= 100)) return levels(upper, lower, at, at + 3);
  // "180/12" is how pressure is said in part of Latin America only with a small second figure; a lone figure needs its name.
  if (named && upper >= 140 && upper <= 300 && !/[.,]/.test(tokens[at]!.text)) return levels(upper, 0, at, at + 1);
  return undefined;
}

function levels(upper: number, lower: number, from: number, to: number): Reading[] {
  return [
    { sign: 'pressure-crisis', high: upper >= 180 || lower >= 120, from, to },
    { sign: 'preeclampsia', high: upper >= 140 || lower >= 90, from, to },
  ];
}

function tooManyPills(tokens: readonly Token[], at: number, value: number): boolean {
  if (
    value < TOO_MANY ||
    value > MOST_PLAUSIBLE ||
    /^(mg|mcg|ml|hours?|hrs|horas|days?|dias|minutes|am|pm|years|weeks)$/.test(tokens[at + 1]?.text ?? '')
  )
    return false;
  const pills = tokens.slice(at + 1, at + 4);
  // "I am 63 and take aspirin" counts no pills: what is counted follows its number.
  const edge = pills.findIndex((token) => token.boundary || TAKEN.test(token.text) || /^(and|y|but|pero)$/.test(token.text));
  const named = (edge < 0 ? pills : pills.slice(0, edge)).some((token) => PILLS.test(token.text));
  return named && tokens.slice(Math.max(0, at - AROUND), at + AROUND + 1).some((token) => TAKEN.test(token.text));
}

function near(tokens: readonly Token[], at: number, words: RegExp): boolean {
  const stop = (token: Token) => token.boundary && token.text !== ',';
  for (let back = at - 1; back >= at - AROUND && back >= 0 && !stop(tokens[back]!); back--) if (words.test(tokens[back]!.text)) return true;
  for (let on = at + 1; on <= at + AROUND && on < tokens.length && !stop(tokens[on]!); on++) if (words.test(tokens[on]!.text)) return true;
  return false;
}

function numberOf(text: string): number | undefined {
  const value = Number(text.replace(',', '.'));
  return text && !Number.isNaN(value) ? value : Object.hasOwn(NUMBERS, text) ? NUMBERS[text] : undefined;
}
