import type { Option, Question } from '../../content/schema.ts';
import { onceForEach } from '../once.ts';
import { ENGLISH_ORDINALS, quantityAt } from './numbers.ts';
import { type Token, tokenize } from './tokens.ts';
import type { Answer } from './understood.ts';

export interface PickContext {
  /** In the order shown: a typed number counts from 1. After these, options that can be told but are not listed. */
  shown: readonly Option[];
  /** How many of them are listed; all when not given. */
  listed?: number;
  /** Labels in other languages, by option id. */
  labels?: Readonly<Record<string, readonly string[]>>;
}

const FILLER =
  /^(option|options|number|numbers|numero|numeros|opcion|opciones|num|choice|and|y|the|la|el|las|los|both|is|its|es|plus|e|also|one|ones|i|pick|choose|answer|respuesta|select|just|only|solo|please|por|favor|letra|to|word|palabra|yes|yeah|si|definitely|probably|creo|que|think|guess|#|-|\/)$/;
/** What makes "one" a number: "number one", "la uno". */
const NAMES_NUMBER = /^(number|numero|option|opcion|num|choice|la|el|#)$/;
const ORDINALS: Readonly<Record<string, number>> = {
  ...ENGLISH_ORDINALS,
  primera: 1,
  primero: 1,
  segunda: 2,
  segundo: 2,
  tercera: 3,
  tercero: 3,
  cuarta: 4,
  quinta: 5,
  sexta: 6,
  septima: 7,
  octava: 8,
  novena: 9,
  decima: 10,
  undecima: 11,
  duodecima: 12,
};
const LAST = /^(last|ultima|ultimo)$/;
/** What may stand between an ordinal and the edge of its clause. */
const AFTER = /^(one|option|opcion|choice|word|palabra|answer|respuesta|de|the|list|la|lista)$/;

/** The option that was typed by its number, its place or its very words; `out` when no option has that number. */
export function parsePick(text: string, tokens: readonly Token[], question: Question, context: PickContext): Answer | 'out' | undefined {
  const { shown } = context;
  const listed = shown.slice(0, context.listed);
  const numbers =
    question.asks.includes('painkillerDays') && tokens.length > 1 && !hasOrdinal(tokens) ? undefined : typed(tokens, question, listed);
  if (numbers === 'out') return 'out';
  if (numbers) return { kind: 'options', ids: numbers, complete: true };
  const label = labelled(text, context);
  if (label)
    return { kind: 'options', ids: [label], complete: question.kind !== 'many' || shown.some(({ id, none }) => id === label && none) };
  return undefined;
}

/** "The third, it's …": the place that a message begins with, for when nothing else of it was understood. */
export function leadingPlace(tokens: readonly Token[], shown: readonly Option[]): string | undefined {
  let at = 0;
  while (tokens[at] && !tokens[at]!.boundary && FILLER.test(tokens[at]!.text)) at++;
  const place = tokens[at] && !tokens[at]!.boundary ? placeOf(tokens[at]!.text, shown) : undefined;
  if (place === undefined) return undefined;
  at++;
  while (tokens[at] && AFTER.test(tokens[at]!.text)) at++;
  return tokens[at] === undefined || tokens[at]!.boundary ? shown[place - 1]?.id : undefined;
}

function placeOf(text: string, shown: readonly Option[]): number | undefined {
  if (LAST.test(text)) return shown.length;
  return Object.hasOwn(ORDINALS, text) ? ORDINALS[text] : undefined;
}

function hasOrdinal(tokens: readonly Token[]): boolean {
  return tokens.some(({ text }) => LAST.test(text) || Object.hasOwn(ORDINALS, text) || NAMES_NUMBER.test(text));
}

/** The numbers of options, when the message is nothing but numbers. */
function typed(tokens: readonly Token[], question: Question, shown: readonly Option[]): string[] | 'out' | undefined {
  const picks: number[] = [];
  for (let at = 0; at < tokens.length; ) {
    const { text, boundary } = tokens[at]!;
    const pair = /^(\d),(\d)$/.exec(text);
    if (pair && question.kind === 'many') {
      picks.push(Number(pair[1]), Number(pair[2]));
      at++;
      continue;
    }
    const number = boundary ? undefined : quantityAt(tokens, at);
    const named = /^(one|uno|una)$/.test(text) && at > 0 && NAMES_NUMBER.test(tokens[at - 1]!.text);
    const place = boundary || tokens.length > 6 ? undefined : placeOf(text, shown);
    if (named) {
      picks.push(1);
      at++;
    } else if (number && !number.article && !(text === 'one' && tokens.length > 1)) {
      picks.push(number.value);
      at = number.to;
    } else if (place !== undefined) {
      picks.push(place);
      at++;
    } else if (boundary || FILLER.test(text)) at++;
    else return undefined;
  }
  if (!picks.length || picks.length > shown.length) return undefined;
  // A scale is answered by its number: only a short list of words is numbered.
  if (question.kind === 'scale' && (picks.length > 1 || picks[0]! > shown.length)) return undefined;
  if (question.kind === 'many' && picks.length === 1 && picks[0] === 0) return shown.filter(({ none }) => none).map(({ id }) => id);
  // "55" answers a list that asks for an age.
  if (question.kind === 'many' && picks.some((pick) => pick > shown.length)) return undefined;
  const ids = picks.map((pick) => shown[pick - 1]?.id);
  if (ids.includes(undefined) || (question.kind !== 'many' && new Set(ids).size > 1)) return question.kind === 'date' ? undefined : 'out';
  return [...new Set(ids as string[])];
}

function plain(text: string): string {
  return tokenize(text)
    .filter(({ boundary }) => !boundary)
    .map((token) => token.text)
    .join(' ');
}

const plainLabel = onceForEach(plain);

function labelled(text: string, { shown, labels }: PickContext): string | undefined {
  if (text.length > 120) return undefined;
  const said = plain(text);
  return shown.find(({ id, label }) => [label, ...(labels?.[id] ?? [])].some((each) => plainLabel(each) === said))?.id;
}
