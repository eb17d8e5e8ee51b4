/** Named lists of words or phrases that a phrase calls by `$name`. */
export type Classes = Readonly<Record<string, readonly string[]>>;

/** What a phrase is made of. A step turns the set of places reached so far into the set reached after it. */
export type Step =
  | { kind: 'word'; words: ReadonlySet<string>; prefixes: readonly string[]; number: boolean; at: number }
  | { kind: 'gap'; most: number }
  | { kind: 'any'; of: readonly (readonly Step[])[]; optional: boolean };
export type Word = Extract<Step, { kind: 'word' }>;

/** The words that a phrase can begin with. */
export function firsts(steps: readonly Step[], phrase: string): Word[] {
  const found: Word[] = [];
  for (const step of steps) {
    if (step.kind === 'gap') throw new Error(`phrase "${phrase}" begins with a gap: begin it with a word`);
    if (step.kind === 'word') return [...found, step];
    for (const inner of step.of) found.push(...firsts(inner, phrase));
    if (!step.optional) return found;
  }
  throw new Error(`phrase "${phrase}" may be empty: make one of its words required`);
}

/** Every word that a phrase may use. */
export function* wordsOf(steps: readonly Step[]): Generator<Word> {
  for (const step of steps) {
    if (step.kind === 'any') for (const inner of step.of) yield* wordsOf(inner);
    if (step.kind === 'word') yield step;
  }
}

export function parsePhrase(phrase: string, classes: Classes, known: Map<string, readonly Step[]>): readonly Step[] {
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
    const steps = [simplified(classes[name]!.map((member) => parsePhrase(member, classes, known)))];
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
  return { kind: 'word', words: new Set(words), prefixes, number, at: -1 };
}
