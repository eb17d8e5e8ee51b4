import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { bankSchema, type NegativeKind } from './bank-schema.ts';
import { CONTENT_DIR, PROTOCOL } from './load.ts';
import { ContentError, readYaml } from './read-yaml.ts';
import { LANGUAGES, type Language } from './schema.ts';

/** Of the protocol only the names of its signs matter here. */
const signsSchema = z.looseObject({ signs: z.record(z.string(), z.unknown()) });

export interface BankPhrase {
  text: string;
  concept: string;
  language: Language;
  kind: 'positive' | NegativeKind;
  /** Where it stands: the file, and its path in the file. */
  file: string;
  at: (string | number)[];
}

export interface Bank {
  /** Signs of the protocol that the bank has phrases for, in the protocol's order. The other concepts mean no sign. */
  signs: string[];
  phrases: BankPhrase[];
}

/** Reads `phrases/bank/<language>/<concept>.yaml`; throws a `ContentError` whose every line is `file:line problem: fix`. */
export function loadBank(dir: string = CONTENT_DIR): Bank {
  const { signs } = readYaml(dir, `${PROTOCOL}/triage.yaml`, signsSchema);
  const phrases = LANGUAGES.flatMap((language) => conceptsOf(dir, language).flatMap((concept) => readConcept(dir, language, concept)));
  const concepts = new Set(phrases.map(({ concept }) => concept));
  return { signs: Object.keys(signs).filter((sign) => concepts.has(sign)), phrases };
}

function conceptsOf(dir: string, language: Language): string[] {
  const files = readdirSync(join(dir, PROTOCOL, 'phrases/bank', language));
  // Sorted: the order of the phrases decides the last bits of what is learnt.
  return files.flatMap((file) => (file.endsWith('.yaml') ? [file.slice(0, -'.yaml'.length)] : [])).sort();
}

function readConcept(dir: string, language: Language, concept: string): BankPhrase[] {
  const file = `${PROTOCOL}/phrases/bank/${language}/${concept}.yaml`;
  const said = readYaml(dir, file, bankSchema);
  if (said.concept !== concept) throw new ContentError([`${file}:1 concept is "${said.concept}": name it ${concept}, as the file`]);
  if (said.language !== language)
    throw new ContentError([`${file}:1 language is "${said.language}": set it to ${language}, as the folder`]);
  const common = { concept, language, file };
  const positives = said.positives.map((text, at): BankPhrase => ({ ...common, text, kind: 'positive', at: ['positives', at] }));
  const negatives = Object.entries(said.negatives ?? {}).flatMap(([kind, texts]) =>
    texts.map((text, at): BankPhrase => ({ ...common, text, kind: kind as NegativeKind, at: ['negatives', kind, at] })),
  );
  return [...positives, ...negatives];
}
