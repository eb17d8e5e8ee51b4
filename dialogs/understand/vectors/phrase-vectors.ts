import { loadGloss } from '../../../content/load-gloss.ts';
import type { Language } from '../../../content/schema.ts';
import { KEPT, keyOf, PHRASES_DIR, pack, readVectors, unpack, type VectorFile } from '../../../content/vector-file.ts';
import { inEnglish } from './gloss.ts';
import { project } from './project.ts';
import { BUILDING, vectorizer } from './vectorizer.ts';

export interface Phrase {
  text: string;
  language: Language;
}

/**
 * The vectors of phrases, from the file, or worked out where the file lacks them: some 15 ms each. Undefined when the encoder does not
 * load and vectors are lacking: then everything goes by words.
 */
export async function phraseVectors(phrases: readonly Phrase[], file: VectorFile = readVectors()): Promise<Float32Array[] | undefined> {
  const gloss = loadGloss(PHRASES_DIR);
  const read = phrases.map(({ text, language }) => inEnglish(text, language, gloss));
  const keys = read.map(keyOf);
  const lacking = new Map(keys.map((key, i) => [key, read[i]!] as const).filter(([key]) => !file.vectors.has(key)));
  if (lacking.size > 0) {
    console.log(`working out ${lacking.size} sentence vectors (npm run vectors keeps them)`);
    const worked = await workOut(lacking, file);
    if (!worked) return undefined;
  }
  return keys.map((key) => unpack(file.vectors.get(key)!));
}

async function workOut(lacking: ReadonlyMap<string, string>, { projection, vectors }: VectorFile): Promise<boolean> {
  const encoder = vectorizer(BUILDING);
  await encoder.ready;
  for (const [key, text] of lacking) {
    const raw = await encoder.embed(text);
    if (!raw && encoder.state() === 'off') break;
    vectors.set(key, raw ? pack(project(raw, projection)) : new Int8Array(KEPT));
  }
  const whole = encoder.state() === 'ready';
  await encoder.close();
  return whole;
}
