import { fileURLToPath } from 'node:url';
import {
  type CommandPhrases,
  commandsSchema,
  SCOPE_KINDS,
  type ScopeKind,
  type SignPhrases,
  scopeSchema,
  signsSchema,
  wordsSchema,
} from './lexicon-schema.ts';
import { readYaml } from './read-yaml.ts';
import { LANGUAGES, type Language } from './schema.ts';

/** How patients say things, both languages together: many mix them within a sentence. */
export interface Lexicon {
  classes: Record<string, string[]>;
  shorthand: Map<string, string[]>;
  everyday: Set<string>;
  telling: Record<Language, Set<string>>;
  signs: Record<string, SignPhrases>;
  scope: Record<ScopeKind, string[]>;
  commands: Record<string, CommandPhrases>;
}

export const PHRASES_DIR = fileURLToPath(new URL('./post-dural-puncture-headache/phrases', import.meta.url));

export function loadLexicon(dir: string = PHRASES_DIR): Lexicon {
  const lexicon: Lexicon = {
    classes: {},
    shorthand: new Map(),
    everyday: new Set(),
    telling: { en: new Set(), es: new Set() },
    signs: {},
    scope: Object.fromEntries(SCOPE_KINDS.map((kind) => [kind, [] as string[]])) as Record<ScopeKind, string[]>,
    commands: {},
  };
  for (const language of LANGUAGES) {
    const words = readYaml(dir, `words.${language}.yaml`, wordsSchema);
    for (const [name, members] of Object.entries(words.classes)) entry(lexicon.classes, name, () => []).push(...members);
    for (const [short, long] of Object.entries(words.shorthand)) lexicon.shorthand.set(short, long.split(' '));
    for (const word of split(words.everyday)) lexicon.everyday.add(word);
    for (const word of split(words.telling)) lexicon.telling[language].add(word);
    for (const [id, said] of Object.entries(readYaml(dir, `signs.${language}.yaml`, signsSchema).signs)) {
      const sign = entry(lexicon.signs, id, () => ({ sure: [], unsure: [], soft: [], never: [] }));
      for (const kind of ['sure', 'unsure', 'soft', 'never'] as const) sign[kind].push(...said[kind]);
    }
    const { scope } = readYaml(dir, `scope.${language}.yaml`, scopeSchema);
    for (const kind of SCOPE_KINDS) lexicon.scope[kind].push(...(scope[kind] ?? []));
    for (const [id, said] of Object.entries(readYaml(dir, `commands.${language}.yaml`, commandsSchema).commands)) {
      const command = entry(lexicon.commands, id, () => ({ whole: [], anywhere: [] }));
      command.whole.push(...said.whole);
      command.anywhere.push(...said.anywhere);
    }
  }
  return lexicon;
}

function split(words: string): string[] {
  return words.split(/\s+/).filter(Boolean);
}

/** The entry of that name, made when it is not there. */
function entry<T>(record: Record<string, T>, name: string, make: () => T): T {
  record[name] ??= make();
  return record[name];
}
