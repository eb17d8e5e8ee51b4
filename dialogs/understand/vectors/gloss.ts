import type { Gloss } from '../../../content/load-gloss.ts';
import type { Language } from '../../../content/schema.ts';
import { tokenize } from '../tokens.ts';

const LONGEST_PHRASE = 5;

/** A text as the encoder is given it, whatever its language. */
export function inEnglish(text: string, language: Language | undefined, gloss: Gloss): string {
  return language === 'es' ? glossed(text, gloss) : text;
}

/** Rough English for Spanish words, the longest phrase first; words that are not known stay as they are. The vectors read English only. */
export function glossed(text: string, gloss: Gloss): string {
  const words = tokenize(text).map(({ text: word, boundary }) => (boundary ? '' : word));
  const said: string[] = [];
  for (let at = 0; at < words.length; ) {
    const length = knownAt(words, at, gloss);
    said.push(length ? gloss.get(words.slice(at, at + length).join(' '))! : words[at]!);
    at += length || 1;
  }
  return said.filter(Boolean).join(' ');
}

/** The number of words of the longest entry that begins here, or 0. */
function knownAt(words: readonly string[], at: number, gloss: Gloss): number {
  for (let length = Math.min(LONGEST_PHRASE, words.length - at); length > 0; length--)
    if (gloss.has(words.slice(at, at + length).join(' '))) return length;
  return 0;
}
