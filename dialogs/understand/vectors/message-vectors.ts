import type { Gloss } from '../../../content/load-gloss.ts';
import type { Language } from '../../../content/schema.ts';
import { readProjection } from '../../../content/vector-file.ts';
import { inEnglish } from './gloss.ts';
import { project } from './project.ts';
import { sharedVectorizer } from './vectorizer.ts';

/** Gives messages the vectors that phrases were learnt with, KEPT numbers of length 1; undefined when there are none to be had. */
export type MessageVectors = (text: string, language?: Language) => Promise<Float32Array | undefined>;

export function messageVectors(gloss: Gloss): MessageVectors {
  const projection = readProjection();
  const encoder = sharedVectorizer();
  return async (text, language) => {
    await encoder.ready;
    const raw = await encoder.embed(inEnglish(text, language, gloss));
    return raw && project(raw, projection);
  };
}
