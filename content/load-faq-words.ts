import { join } from 'node:path';
import { bankSchema } from './bank-schema.ts';
import { conceptsSchema, negativesSchema } from './faq-schema.ts';
import { FAQ_DIR } from './load-faq.ts';
import { readYaml } from './read-yaml.ts';
import type { Language } from './schema.ts';

/** What the search of the FAQ knows beside the entries. */
export interface FaqWords {
  /** Phrases, in both languages, that mean the same to the search. */
  concepts: Record<string, string[]>;
  /** What patients write that no entry answers. */
  negatives: { text: string; language: Language }[];
}

/** Talk of the phrase bank that no entry answers either. */
const BANK = ['small-talk', 'out-of-scope'];

export function loadFaqWords(dir: string = FAQ_DIR): FaqWords {
  const { kinds, answered } = readYaml(dir, 'negatives.yaml', negativesSchema);
  const asked = new Set(answered);
  const own = Object.values(kinds).flatMap(({ en, es }) => [
    ...en.map((text) => ({ text, language: 'en' as const })),
    ...es.map((text) => ({ text, language: 'es' as const })),
  ]);
  const banked = BANK.flatMap((concept) => readYaml(join(dir, '../phrases/bank/en'), `${concept}.yaml`, bankSchema).positives)
    .filter((text) => !asked.has(text))
    .map((text) => ({ text, language: 'en' as const }));
  return { concepts: readYaml(dir, 'concepts.yaml', conceptsSchema), negatives: [...own, ...banked] };
}
