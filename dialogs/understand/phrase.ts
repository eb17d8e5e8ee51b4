import { oncePer } from '../once.ts';
import { type Classes, firsts, parsePhrase, type Step, type Word, wordsOf } from './phrase-steps.ts';
import type { Token } from './tokens.ts';
import { isNumber, WordIndex } from './word-index.ts';

export type { Classes } from './phrase-steps.ts';

/** Tokens from `from` up to, not including, `to`. */
export interface Span {
  from: number;
  to: number;
}

export interface Hit<Value> extends Span {
  value: Value;
}

export interface PhraseBook<Value> {
  /** Every place where a phrase fits, the longest fit of each phrase from each place. The same tokens are looked through once. */
  find(tokens: readonly Token[]): readonly Hit<Value>[];
  /** The phrases that fit the whole message, edges aside. */
  whole(tokens: readonly Token[]): Value[];
  /** The words written out in the phrases; prefixes end in `*`. */
  words: ReadonlySet<string>;
}

interface Compiled<Value> {
  steps: readonly Step[];
  /** The words that it cannot do without: a message that lacks one need not be looked at. */
  needs: readonly Word[];
  /** Tokens at most. */
  most: number;
  value: Value;
}

/** Which words of a book a message has: those that carry the latest mark. Marked once a message, asked thousands of times. */
interface Present {
  marks: Uint32Array;
  mark: number;
}

/** Places are bits counted from where the match began, so a phrase reaches at most this many tokens. */
const REACH = 30;
/** A gap does not pass over these: "legs are not numb" is not "legs … numb". */
const NOT_SKIPPED = new Set([
  'no',
  'not',
  'never',
  'without',
  'nor',
  'neither',
  'ni',
  'sin',
  'nunca',
  'tampoco',
  'jamas',
  'dont',
  'didnt',
  'doesnt',
  'isnt',
  'arent',
  'wasnt',
  'werent',
  'havent',
  'hasnt',
  'but',
  'pero',
  'except',
  'if',
  'fine',
]);

/**
 * Compiles phrases. The language: words; `word*` begins with; `%` a number; `(a|b c|d)` one of; `x?` may be missing; `..` up to 3
 * words of the same clause, `..6` up to 6; `$name` one of a class. A book matches in time that grows with the message alone.
 */
export function phraseBook<Value>(entries: Iterable<readonly [phrase: string, value: Value]>, classes: Classes = {}): PhraseBook<Value> {
  const words = new Set<string>();
  const known = new Map<string, readonly Step[]>();
  const compiled = new WordIndex<Compiled<Value>>();
  const parts = new WordIndex<Word>();
  let count = 0;
  for (const [phrase, value] of entries) {
    const steps = parsePhrase(phrase, classes, known);
    const needs = steps.filter((step) => step.kind === 'word');
    for (const part of wordsOf(steps)) {
      if (part.at >= 0) continue;
      part.at = count++;
      parts.add(part, part);
      for (const word of part.words) words.add(word);
      for (const prefix of part.prefixes) words.add(`${prefix}*`);
    }
    for (const first of new Set(firsts(steps, phrase))) compiled.add(first, { steps, needs, most: longest(steps), value });
  }
  const present: Present = { marks: new Uint32Array(count), mark: 0 };
  const note = (texts: readonly string[]) => {
    present.mark++;
    for (const text of texts) for (const { at } of parts.of(text)) present.marks[at] = present.mark;
  };
  const worthTrying = (text: string) => compiled.of(text).filter(({ needs }) => needs.every((each) => has(present, each)));
  const look = (tokens: readonly Token[]): readonly Hit<Value>[] => {
    const hits: Hit<Value>[] = [];
    const texts = textsOf(tokens);
    note(texts);
    // Looking at every step ahead pays only where words repeat, as in hostile messages.
    const repeats = texts.length * 2 < tokens.length;
    const starts = new Map(
      texts.map((text) => [text, repeats ? worthTrying(text).filter(({ steps }) => possible(steps, present)) : worthTrying(text)]),
    );
    for (let from = 0; from < tokens.length; from++) {
      if (tokens[from]!.boundary) continue;
      for (const { steps, value } of starts.get(tokens[from]!.text)!) {
        const places = run(steps, 1, tokens, from, present) & ~1;
        if (places) hits.push({ from, to: from + 31 - Math.clz32(places), value });
      }
    }
    return hits;
  };
  return {
    words,
    find: oncePer(look),
    whole(tokens) {
      const said = tokens.filter((token) => !token.boundary);
      if (!said.length || said.length > REACH) return [];
      note(said.map(({ text }) => text));
      const fits = worthTrying(said[0]!.text).filter(
        ({ steps, most }) => most >= said.length && run(steps, 1, said, 0, present) & (1 << said.length),
      );
      return fits.map(({ value }) => value);
    },
  };
}

/** The words of a message, each once: every book asks for them. */
const textsOf = oncePer((tokens: readonly Token[]) => [...new Set(tokens.filter(({ boundary }) => !boundary).map(({ text }) => text))]);

/** Where one phrase fits. For tests and for rare uses: a book compiles once. */
export function match(tokens: readonly Token[], phrase: string, classes: Classes = {}): Span[] {
  return phraseBook([[phrase, undefined]], classes)
    .find(tokens)
    .map(({ from, to }) => ({ from, to }));
}

/** The most tokens that steps can take. */
function longest(steps: readonly Step[]): number {
  return steps.reduce(
    (sum, step) => sum + (step.kind === 'word' ? 1 : step.kind === 'gap' ? step.most : Math.max(...step.of.map(longest))),
    0,
  );
}

/** Does a message have what each step needs? */
function possible(steps: readonly Step[], present: Present): boolean {
  return steps.every((step) => {
    if (step.kind === 'gap') return true;
    if (step.kind === 'word') return has(present, step);
    return step.optional || step.of.some((inner) => possible(inner, present));
  });
}

function has({ marks, mark }: Present, { at }: Word): boolean {
  return marks[at] === mark;
}

function run(steps: readonly Step[], places: number, tokens: readonly Token[], from: number, present: Present): number {
  let reached = places;
  for (const step of steps) {
    reached = take(step, reached, tokens, from, present);
    if (!reached) return 0;
  }
  return reached;
}

function take(step: Step, places: number, tokens: readonly Token[], from: number, present: Present): number {
  if (step.kind === 'any') {
    let reached = step.optional ? places : 0;
    for (const steps of step.of) reached |= run(steps, places, tokens, from, present);
    return reached;
  }
  if (step.kind === 'word') return has(present, step) ? advance(places, tokens, from, step) : 0;
  let reached = places;
  let edge = places;
  for (let count = 0; count < step.most && edge; count++) {
    edge = advance(edge, tokens, from);
    reached |= edge;
  }
  return reached;
}

/** One token on, over one that fits the step, or over any that a gap may pass. */
function advance(places: number, tokens: readonly Token[], from: number, step?: Word): number {
  let reached = 0;
  for (let rest = places; rest; rest &= rest - 1) {
    const place = 31 - Math.clz32(rest & -rest);
    const token = tokens[from + place];
    if (place >= REACH || !token || token.boundary) continue;
    if (step ? fits(step, token.text) : !NOT_SKIPPED.has(token.text)) reached |= 1 << (place + 1);
  }
  return reached;
}

function fits({ words, number, prefixes }: Word, text: string): boolean {
  if (words.has(text) || (number && isNumber(text))) return true;
  for (const prefix of prefixes) if (text.startsWith(prefix)) return true;
  return false;
}
