import { PHRASES_DIR } from './load-lexicon.ts';
import { type FactPhrases, factPhrasesSchema, type OptionPhrases, optionPhrasesSchema } from './phrases-schema.ts';
import { readYaml } from './read-yaml.ts';
import { LANGUAGES } from './schema.ts';

/** How patients tell facts and name options, both languages together: many mix them within a sentence. */
export interface Phrases {
  facts: Omit<FactPhrases, 'language'>;
  options: Omit<OptionPhrases, 'language'>;
  /** The words written out in the phrases; prefixes end in `*`. */
  words: ReadonlySet<string>;
}

export function loadPhrases(dir: string = PHRASES_DIR): Phrases {
  const facts = LANGUAGES.map((language) => readYaml(dir, `facts.${language}.yaml`, factPhrasesSchema));
  const options = LANGUAGES.map((language) => readYaml(dir, `options.${language}.yaml`, optionPhrasesSchema));
  const merged = { facts: facts.reduce(merge), options: options.reduce(merge) };
  return { ...merged, words: wordsIn(merged) };
}

/** Lists are joined, the rest merged by key. */
function merge<T>(one: T, other: T): T {
  if (Array.isArray(one) && Array.isArray(other)) return [...one, ...other] as T;
  if (!isRecord(one) || !isRecord(other)) return other ?? one;
  const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
  return Object.fromEntries(
    [...keys].map((key) => [key, key in one ? (key in other ? merge(one[key], other[key]) : one[key]) : other[key]]),
  ) as T;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function wordsIn(value: unknown, into = new Set<string>()): Set<string> {
  if (Array.isArray(value)) {
    for (const phrase of value)
      for (const word of String(phrase)
        .replace(/\$[a-z-]+|\.\.\d*/g, ' ')
        .match(/[a-z0-9]+\*?/g) ?? [])
        into.add(word);
  } else if (isRecord(value)) for (const each of Object.values(value)) wordsIn(each, into);
  return into;
}
