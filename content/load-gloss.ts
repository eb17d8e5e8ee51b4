import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ContentError } from './read-yaml.ts';

/** Rough English for Spanish words and phrases, so that the sentence vectors, which read English, can read both. */
export type Gloss = ReadonlyMap<string, string>;

const FILE = 'gloss.es.tsv';
/** One to five lower-case words without accents, as patients type them; a tab; the English, empty where English does without. */
const LINE = /^([a-z0-9]+(?: [a-z0-9]+){0,4})\t([^\t]*)$/;

/** Reads `gloss.es.tsv` of a folder of phrases. A list of thousands of lines: as YAML it took seconds of every start. */
export function loadGloss(dir: string): Gloss {
  const gloss = new Map<string, string>();
  const complaints: string[] = [];
  const complain = (index: number, what: string) => complaints.push(`${FILE}:${index + 1} ${what}`);
  for (const [index, line] of readFileSync(join(dir, FILE), 'utf8').split(/\r?\n/).entries()) {
    if (line === '' || line.startsWith('#')) continue;
    const [, spanish, english] = LINE.exec(line) ?? [];
    if (spanish === undefined) complain(index, 'is no gloss: write up to five lower-case words without accents, a tab, the English');
    else if (gloss.has(spanish)) complain(index, `says "${spanish}" again: keep one of the two`);
    else gloss.set(spanish, english!);
  }
  if (complaints.length > 0) throw new ContentError(complaints);
  return gloss;
}
