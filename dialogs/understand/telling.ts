import type { Phrases } from '../../content/load-phrases.ts';
import type { Value } from '../../content/schema.ts';
import { type Classes, type PhraseBook, phraseBook } from './phrase.ts';

/** How strongly a phrase tells its value: wherever it stands, near a cue, or only as an answer. */
export type Strength = 'said' | 'near' | 'answered';

export interface Tells {
  fact: string;
  /** Undefined: looks like the fact and is not. */
  value?: Value;
  strength: Strength;
}

/** The phrases of facts and options made ready for messages. */
export interface Telling {
  facts: PhraseBook<Tells>;
  cues: PhraseBook<string>;
  standing: PhraseBook<string>;
  posture: PhraseBook<string>;
  events: PhraseBook<string>;
  scale: PhraseBook<string>;
  ages: PhraseBook<string>;
  options: PhraseBook<{ question: string; option: string }>;
  none: PhraseBook<true>;
  only: PhraseBook<true>;
  bare: Phrases['options']['bare'];
}

const ready = new WeakMap<Phrases, Telling>();

/** Compiles the phrases, once for each set. */
export function telling(phrases: Phrases): Telling {
  const known = ready.get(phrases);
  if (known) return known;
  const made = compile(phrases);
  ready.set(phrases, made);
  return made;
}

function compile({ facts, options }: Phrases): Telling {
  const classes: Classes = facts.classes;
  const byKey = (lists: Readonly<Record<string, readonly string[] | undefined>>) =>
    phraseBook(
      Object.entries(lists).flatMap(([key, list]) => (list ?? []).map((phrase) => [phrase, key] as const)),
      classes,
    );
  const plain = (list: readonly string[]) =>
    phraseBook(
      list.map((phrase) => [phrase, true as const] as const),
      classes,
    );
  const tells = Object.entries(facts.facts).flatMap(([fact, values]) =>
    Object.entries(values).flatMap(([value, said]) =>
      (['said', 'near', 'answered'] as const).flatMap((strength) =>
        said[strength].map((phrase): [string, Tells] => [phrase, { fact, value, strength }]),
      ),
    ),
  );
  const never = Object.entries(facts.never).flatMap(([fact, list]) =>
    list.map((phrase): [string, Tells] => [phrase, { fact, strength: 'said' }]),
  );
  return {
    facts: phraseBook([...tells, ...never], classes),
    cues: byKey(facts.cues),
    standing: byKey(facts.standing),
    posture: byKey(facts.posture),
    events: byKey(facts.events),
    scale: byKey(facts.scale),
    ages: byKey(facts.ages),
    options: phraseBook(
      Object.entries(options.options).flatMap(([question, byOption]) =>
        Object.entries(byOption).flatMap(([option, list]) => list.map((phrase) => [phrase, { question, option }] as const)),
      ),
      classes,
    ),
    none: plain(options.none),
    only: plain(options.only),
    bare: options.bare,
  };
}
