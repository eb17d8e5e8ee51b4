import { onceForEach, oncePer } from '../once.ts';
import type { Token } from './tokens.ts';

/** Tokens from `from` up to, not including, `to`. */
export interface Span {
  from: number;
  to: number;
}

export interface Hit<Value> extends Span {
  value: Value;
}

/** Named lists of words or phrases that a phrase calls by `$name`. */
export type Classes = Readonly<Record<string, readonly string[]>>;

export interface PhraseBook<Value> {
  /** Every place where a phrase fits, the longest fit of each phrase from each place. The same tokens are looked through once. */
  find(tokens: readonly Token[]): readonly Hit<Value>[];
  /** The phrases that fit the whole message, edges aside. */
  whole(tokens: readonly Token[]): Value[];
  /** The words written out in the phrases; prefixes end in `*`. */
  words: ReadonlySet<string>;
}

/** What a phrase is made of. A step turns the set of places reached so far into the set reached after it. */
type Step =
  | { kind: 'word'; words: ReadonlySet<string>; prefixes: readonly string[]; number: boolean }
  | { kind: 'gap'; most: number }
  | { kind: 'any'; of: readonly (readonly Step[])[]; optional: boolean };
type Word = Extract<Step, { kind: 'word' }>;

interface Compiled<Value> {
  steps: readonly Step[];
  value: Value;
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
  const byWord = new Map<string, Compiled<Value>[]>();
  const byPrefix = new Map<string, Compiled<Value>[]>();
  const byNumber: Compiled<Value>[] = [];
  for (const [phrase, value] of entries) {
    const compiled = { steps: parse(phrase, classes, known), value };
    collect(compiled.steps, words);
    for (const first of new Set(firsts(compiled.steps, phrase))) {
      for (const word of first.words) push(byWord, word, compiled);
      for (const prefix of first.prefixes) push(byPrefix, prefix, compiled);
      if (first.number) byNumber.push(compiled);
    }
  }
  const lengths = [...new Set([...byPrefix.keys()].map(({ length }) => length))].sort((a, b) => a - b);
  // Most words begin like no prefix at all.
  const [shortest = 0] = lengths;
  const heads = new Set([...byPrefix.keys()].map((prefix) => prefix.slice(0, shortest)));
  const withPrefixes = (text: string): readonly Compiled<Value>[] => {
    const lists = [byWord.get(text) ?? []];
    if (heads.has(text.slice(0, shortest)))
      for (const length of lengths) if (length <= text.length) lists.push(byPrefix.get(text.slice(0, length)) ?? []);
    if (isNumber(text)) lists.push(byNumber);
    const found = lists.filter(({ length }) => length > 0);
    return found.length > 1 ? [...new Set(found.flat())] : (found[0] ?? []);
  };
  const ofKnownWord = onceForEach(withPrefixes);
  const startingWith = (text: string) => (byWord.has(text) ? ofKnownWord(text) : withPrefixes(text));
  const look = (tokens: readonly Token[]): readonly Hit<Value>[] => {
    const hits: Hit<Value>[] = [];
    const texts = textsOf(tokens);
    // Looking ahead pays only where words repeat, as in hostile messages.
    const repeats = texts.length * 2 < tokens.length;
    const possibly = (text: string) => startingWith(text).filter(({ steps }) => possible(steps, texts));
    const starts = repeats ? new Map(texts.map((text) => [text, possibly(text)])) : undefined;
    for (let from = 0; from < tokens.length; from++) {
      const { boundary, text } = tokens[from]!;
      if (boundary) continue;
      for (const { steps, value } of starts?.get(text) ?? startingWith(text)) {
        const places = run(steps, 1, tokens, from) & ~1;
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
      const fits = startingWith(said[0]!.text).filter(({ steps }) => run(steps, 1, said, 0) & (1 << said.length));
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

/** Does a message of these words have what each step needs? Most phrases that begin alike fail here. */
function possible(steps: readonly Step[], texts: readonly string[]): boolean {
  return steps.every((step) => {
    if (step.kind === 'gap') return true;
    if (step.kind === 'word') return texts.some((text) => fits(step, text));
    return step.optional || step.of.some((inner) => possible(inner, texts));
  });
}

function run(steps: readonly Step[], places: number, tokens: readonly Token[], from: number): number {
  let reached = places;
  for (const step of steps) {
    reached = take(step, reached, tokens, from);
    if (!reached) return 0;
  }
  return reached;
}

function take(step: Step, places: number, tokens: readonly Token[], from: number): number {
  if (step.kind === 'any') {
    let reached = step.optional ? places : 0;
    for (const steps of step.of) reached |= run(steps, places, tokens, from);
    return reached;
  }
  if (step.kind === 'word') return advance(places, tokens, from, step);
  let reached = places;
  let edge = places;
  for (let count = 0; count < step.most && edge; count++) {
    edge = advance(edge, tokens, from);
    reached |= edge;
  }
  return reached;
}

/** One word further: over this one, or over whatever may be skipped. */
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
  return words.has(text) || (number && isNumber(text)) || (prefixes.length > 0 && prefixes.some((prefix) => text.startsWith(prefix)));
}

function isNumber(text: string): boolean {
  return text >= '0' && text < ':';
}

/** The words that a phrase can begin with. */
function firsts(steps: readonly Step[], phrase: string): Word[] {
  const found: Word[] = [];
  for (const step of steps) {
    if (step.kind === 'gap') throw new Error(`phrase "${phrase}" begins with a gap: begin it with a word`);
    if (step.kind === 'word') return [...found, step];
    for (const inner of step.of) found.push(...firsts(inner, phrase));
    if (!step.optional) return found;
  }
  throw new Error(`phrase "${phrase}" may be empty: make one of its words required`);
}

function collect(steps: readonly Step[], words: Set<string>): void {
  for (const step of steps) {
    if (step.kind === 'any') for (const inner of step.of) collect(inner, words);
    if (step.kind !== 'word') continue;
    for (const word of step.words) words.add(word);
    for (const prefix of step.prefixes) words.add(`${prefix}*`);
  }
}

function parse(phrase: string, classes: Classes, known: Map<string, readonly Step[]>): readonly Step[] {
  const parts = phrase.match(/\.\.\d*|\$[a-z-]+|[a-z0-9]+\*?|[%()|?]|[/-]|\S/gu) ?? [];
  let at = 0;
  const fail = (problem: string): never => {
    throw new Error(`phrase "${phrase}": ${problem}`);
  };
  const one = (): Step => {
    const part = parts[at++]!;
    if (part === '(') {
      const of = alternatives();
      if (parts[at++] !== ')') fail('a bracket is not closed');
      return simplified(of);
    }
    if (part.startsWith('..')) return { kind: 'gap', most: part.length > 2 ? Number(part.slice(2)) : 3 };
    if (part.startsWith('$')) return simplified([named(part.slice(1))]);
    if (part === '%') return word([], [], true);
    if (part.endsWith('*')) return word([], [part.slice(0, -1)]);
    if (!/^[a-z0-9/\-\p{Extended_Pictographic}]+$/u.test(part))
      fail(`"${part}" is not part of the phrase language: words are lower case, without accents or apostrophes`);
    return word([part]);
  };
  const sequence = (): Step[] => {
    const steps: Step[] = [];
    while (at < parts.length && parts[at] !== '|' && parts[at] !== ')') {
      const step = one();
      const optional = parts[at] === '?';
      if (optional) at++;
      steps.push(optional ? { kind: 'any', of: [[step]], optional } : step);
    }
    if (!steps.length) fail('an alternative is empty');
    return steps;
  };
  const alternatives = (): Step[][] => {
    const of = [sequence()];
    while (parts[at] === '|') {
      at++;
      of.push(sequence());
    }
    return of;
  };
  const named = (name: string): readonly Step[] => {
    if (!Object.hasOwn(classes, name)) fail(`there is no class "$${name}": define it under classes`);
    const before = known.get(name);
    if (before) return before;
    known.set(name, []);
    const steps = [simplified(classes[name]!.map((member) => parse(member, classes, known)))];
    known.set(name, steps);
    return steps;
  };
  const steps = alternatives();
  if (at < parts.length) fail('a bracket is closed that was not opened');
  return steps.length === 1 ? steps[0]! : [simplified(steps)];
}

/** Alternatives that are single words become one look-up. */
function simplified(of: readonly (readonly Step[])[]): Step {
  const single = of.flatMap((steps) => (steps.length === 1 && steps[0]!.kind === 'word' ? [steps[0]!] : []));
  const rest = of.filter((steps) => steps.length !== 1 || steps[0]!.kind !== 'word');
  if (!rest.length && single.length === 1) return single[0]!;
  if (rest.length === 1 && !single.length && rest[0]!.length === 1) return rest[0]![0]!;
  const merged = word(
    single.flatMap((step) => [...step.words]),
    single.flatMap((step) => step.prefixes),
    single.some((step) => step.number),
  );
  return rest.length ? { kind: 'any', of: single.length ? [[merged], ...rest] : rest, optional: false } : merged;
}

function word(words: readonly string[], prefixes: readonly string[] = [], number = false): Word {
  return { kind: 'word', words: new Set(words), prefixes, number };
}

function push<Value>(index: Map<string, Value[]>, key: string, value: Value): void {
  const list = index.get(key);
  if (list) list.push(value);
  else index.set(key, [value]);
}
