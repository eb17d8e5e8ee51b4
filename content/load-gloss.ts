import { z } from 'zod';
import { readYaml } from './read-yaml.ts';

/** Lower-case words without accents, as patients type them. */
const key = z.string().regex(/^[a-z0-9]+( [a-z0-9]+)*$/, 'lower-case words without accents');

export const glossSchema = z.strictObject({
  /** A Spanish word and rough English for it; empty for words that English does without. */
  words: z.record(key, z.string()),
  phrases: z.record(key, z.string()),
});

/** Rough English for Spanish, so that the sentence vectors, which read English, can read both. */
export interface Gloss {
  words: ReadonlyMap<string, string>;
  /** Two to five words. */
  phrases: ReadonlyMap<string, string>;
}

/** Reads `gloss.es.yaml` of a folder of phrases. */
export function loadGloss(dir: string): Gloss {
  const { words, phrases } = readYaml(dir, 'gloss.es.yaml', glossSchema);
  return { words: new Map(Object.entries(words)), phrases: new Map(Object.entries(phrases)) };
}
