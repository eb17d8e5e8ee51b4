import type { Gloss } from '../../../content/load-gloss.ts';
import type { Language } from '../../../content/schema.ts';
import { readVectors } from '../../../content/vector-file.ts';
import { glossed } from './gloss.ts';
import { project } from './project.ts';
import { sharedVectorizer } from './vectorizer.ts';

/** Gives messages the vectors that phrases were learnt with, KEPT numbers of length 1; undefined when there are none to be had. */
export type MessageVectors = (text: string, language?: Language) => Promise<Float32Array | undefined>;

export function messageVectors(gloss: Gloss): MessageVectors {
  const { projection } = readVectors();
  const encoder = sharedVectorizer();
  return async (text, language) => {
    await encoder.ready;
    const raw = await encoder.embed(language === 'es' ? glossed(text, gloss) : text);
    return raw && project(raw, projection);
  };
}
