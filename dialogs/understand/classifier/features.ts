import { KEPT } from '../../../content/vector-file.ts';
import { type Token, tokenize } from '../tokens.ts';
import { stem } from './stem.ts';

/** A sparse vector of length 1: where it is not zero, and what it is there. */
export interface Features {
  at: Uint32Array;
  value: Float32Array;
}

/** Room for features of words: half of it is used by a bank of 5,000 phrases, and four times the room gains nothing. */
export const WORDS = 1 << 16;
/** After them stand the numbers of the sentence vector. */
export const SPACE = WORDS + KEPT;

/** How much each kind of evidence weighs: a few whole words should not drown in their many n-grams. */
export const WEIGHTS = { word: 1, pair: 0.7, stem: 1, gap: 0.4, denied: 0.7, letters: 1, shape: 0.6 };
type Kind = keyof typeof WEIGHTS;

const KINDS = Object.keys(WEIGHTS) as Kind[];
const SHORTEST_GRAM = 3;
const LONGEST_GRAM = 5;
/** How far a word of denial reaches. */
const REACH = 4;
const DENIALS = new Set(
  'no not never nor without none nothing nope neither dont doesnt didnt isnt arent wasnt hasnt havent hadnt aint cant couldnt wont ni nunca jamas sin nada tampoco ningun ninguna ninguno'.split(
    ' ',
  ),
);

/** What the classifier sees of a message: words, pairs, stems, letters within words, denial, and the shape of the whole. */
export function features(text: string): Features {
  const tokens = tokenize(text);
  const groups = new Map(KINDS.map((kind) => [kind, new Set<number>()]));
  const add = (kind: Kind, feature: string) => groups.get(kind)!.add(hash(KINDS.indexOf(kind), feature));
  addWords(tokens, add);
  for (const token of tokens) if (!token.boundary) addGrams(`<${token.text}>`, groups.get('letters')!);
  addShape(tokens, add);
  return unit(groups);
}

/** The words' features with the sentence vector (KEPT numbers of length 1) beside them: each half counts as much. */
export function withVector({ at, value }: Features, vector: Float32Array): Features {
  const both = { at: new Uint32Array(at.length + KEPT), value: new Float32Array(at.length + KEPT) };
  both.at.set(at);
  both.value.set(value);
  for (let i = 0; i < KEPT; i++) both.at[at.length + i] = WORDS + i;
  both.value.set(vector, at.length);
  return both;
}

function addWords(tokens: Token[], add: (kind: Kind, feature: string) => void): void {
  let denied = 0;
  let previous = '<';
  let before = '<';
  for (const { text, boundary } of tokens) {
    if (boundary) {
      denied = 0;
      if (text === '?') add('word', '?');
      continue;
    }
    const word = isNumber(text) ? sizeOf(Number.parseFloat(text.replace(',', '.'))) : text;
    const root = stem(word);
    add('word', word);
    add('stem', root);
    add('pair', `${previous} ${root}`);
    add('gap', `${before} ${root}`);
    if (denied > 0) add('denied', root);
    denied = DENIALS.has(word) ? REACH : denied - 1;
    before = previous;
    previous = root;
  }
}

/** Letters within a word, 3 to 5 at a time: what is left of a word when it is misspelt. */
function addGrams(word: string, into: Set<number>): void {
  const kind = KINDS.indexOf('letters');
  for (let from = 0; from + SHORTEST_GRAM <= word.length; from++) {
    let hashed = seed(kind);
    for (let to = from; to < from + LONGEST_GRAM && to < word.length; to++) {
      hashed = step(hashed, word.charCodeAt(to));
      if (to - from + 1 >= SHORTEST_GRAM) into.add(finish(hashed));
    }
  }
}

function addShape(tokens: Token[], add: (kind: Kind, feature: string) => void): void {
  const words = tokens.filter(({ boundary }) => !boundary);
  add('shape', `begins ${words[0]?.text ?? ''}`);
  add('shape', `begins ${words[0]?.text ?? ''} ${words[1]?.text ?? ''}`);
  add('shape', `ends ${words.at(-1)?.text ?? ''}`);
  add('shape', tokens.some(({ text }) => text === '?') ? 'asks' : 'tells');
  add('shape', `long ${Math.min(5, Math.floor(Math.log2(words.length + 1)))}`);
}

/** Numbers by what they may be: a temperature in either scale, a blood pressure, a year. */
function sizeOf(number: number): string {
  const bounds = [0, 3, 10, 35, 37.8, 42.5, 90, 97, 100.3, 108, 140, 180, 300, 1900, 2100];
  return `#${bounds.findLastIndex((bound) => number >= bound)}`;
}

function isNumber(text: string): boolean {
  return text[0]! >= '0' && text[0]! <= '9';
}

/** Each kind is brought to its weight whatever the length of the message, then the whole to length 1. */
function unit(groups: Map<Kind, Set<number>>): Features {
  const values = new Map<number, number>();
  let total = 0;
  for (const [kind, members] of groups) {
    const value = WEIGHTS[kind] / Math.sqrt(members.size || 1);
    for (const member of members) values.set(member, (values.get(member) ?? 0) + value);
  }
  for (const value of values.values()) total += value * value;
  const length = Math.sqrt(total) || 1;
  const at = Uint32Array.from(values.keys()).sort();
  return { at, value: Float32Array.from(at, (member) => values.get(member)! / length) };
}

function hash(kind: number, text: string): number {
  let hashed = seed(kind);
  for (let i = 0; i < text.length; i++) hashed = step(hashed, text.charCodeAt(i));
  return finish(hashed);
}

function seed(kind: number): number {
  return step(0x811c9dc5, kind);
}

/** FNV-1a, a character at a time. */
function step(hashed: number, code: number): number {
  return Math.imul(hashed ^ code, 0x01000193);
}

function finish(hashed: number): number {
  const mixed = Math.imul(hashed ^ (hashed >>> 15), 0x2c1b3c6d);
  return ((mixed ^ (mixed >>> 13)) >>> 0) % WORDS;
}
