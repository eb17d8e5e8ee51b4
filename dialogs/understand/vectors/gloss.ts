import type { Gloss } from '../../../content/load-gloss.ts';
import type { Language } from '../../../content/schema.ts';
import { tokenize } from '../tokens.ts';

const LONGEST_PHRASE = 5;

/** A text as the encoder is given it, whatever its language. */
export function inEnglish(text: string, language: Language | undefined, gloss: Gloss): string {
  return language === 'es' ? glossed(text, gloss) : text;
}

/** Rough English for Spanish words, word by word; words that are not known stay as they are. The vectors read English only. */
export function glossed(text: string, gloss: Gloss): string {
  const words = tokenize(text).map(({ text: word, boundary }) => (boundary ? '' : word));
  const said: string[] = [];
  for (let at = 0; at < words.length; ) {
    const length = phraseAt(words, at, gloss);
    if (length) said.push(gloss.phrases.get(words.slice(at, at + length).join(' '))!);
    else if (words[at]) said.push(gloss.words.get(words[at]!) ?? words[at]!);
    at += length || 1;
  }
  return said.filter(Boolean).join(' ');
}

/** The number of words of the longest phrase that begins here, or 0. */
function phraseAt(words: readonly string[], at: number, { phrases }: Gloss): number {
  for (let length = LONGEST_PHRASE; length > 1; length--)
    if (at + length <= words.length && phrases.has(words.slice(at, at + length).join(' '))) return length;
  return 0;
}
