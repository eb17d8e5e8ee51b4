import type { ScopeKind } from '../../content/lexicon-schema.ts';
import type { Lexicon } from '../../content/load-lexicon.ts';
import { type PhraseBook, phraseBook } from './phrase.ts';
import { type Speller, speller } from './spelling.ts';
import { type Token, tokenize } from './tokens.ts';

export type Certainty = 'sure' | 'unsure' | 'soft' | 'never';

export interface SignPhrase {
  sign: string;
  certainty: Certainty;
  /** The phrase has an "and" of its own; what matches any other does not go from one thing said to the next. */
  joins: boolean;
}

/** The lexicon made ready for messages. */
export interface Listening {
  lexicon: Lexicon;
  signs: PhraseBook<SignPhrase>;
  scope: PhraseBook<ScopeKind>;
  commands: PhraseBook<string>;
  commandsAnywhere: PhraseBook<string>;
  spell: Speller;
}

const AND = /(^|[^a-z])(and|y|e|but|pero)([^a-z]|$)/;

/** Compiles the lexicon, once a process. `extraWords` are words of other phrases, to which slips are mended too. */
export function listening(lexicon: Lexicon, extraWords: Iterable<string> = []): Listening {
  const { classes } = lexicon;
  const signs = phraseBook(
    Object.entries(lexicon.signs).flatMap(([sign, said]) =>
      (['sure', 'unsure', 'soft', 'never'] as const).flatMap((certainty) =>
        said[certainty].map((phrase) => [phrase, { sign, certainty, joins: AND.test(phrase) }] as const),
      ),
    ),
    classes,
  );
  const scope = phraseBook(
    (Object.entries(lexicon.scope) as [ScopeKind, string[]][]).flatMap(([kind, said]) => said.map((phrase) => [phrase, kind] as const)),
    classes,
  );
  const commandsOf = (where: 'whole' | 'anywhere', around: (phrase: string) => string) =>
    phraseBook(
      Object.entries(lexicon.commands).flatMap(([id, said]) => said[where].map((phrase) => [around(phrase), id] as const)),
      classes,
    );
  const commands = commandsOf('whole', (phrase) => `$opening? $opening? (${phrase}) $closing? $closing?`);
  const commandsAnywhere = commandsOf('anywhere', (phrase) => phrase);
  const words = [signs, scope, commands, commandsAnywhere].flatMap((book) => [...book.words]);
  return { lexicon, signs, scope, commands, commandsAnywhere, spell: speller([...words, ...extraWords], lexicon.everyday) };
}

/** A message as the phrases see it: shorthand written out, slips mended. */
export function tokensOf(text: string, listening: Listening): Token[] {
  return listening.spell(tokenize(text, listening.lexicon.shorthand));
}
