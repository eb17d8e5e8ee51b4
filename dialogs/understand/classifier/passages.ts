import { type Token, tokenize } from '../tokens.ts';

/** Up to this many words a message is read as one. */
const SHORT = 24;
const WINDOW = 16;
const STRIDE = 8;
/** Beyond this many words the whole says nothing: only its pieces are read. */
const LONG = 200;
/** Enough for 700 words; what comes after is read by the rules alone. */
const MOST = 96;

/** A message, and if it is long its sentences too, the longest in overlapping windows: one sign must not drown in a long story. */
export function passagesOf(text: string): string[] {
  const tokens = tokenize(text);
  const count = tokens.filter(({ boundary }) => !boundary).length;
  if (count <= SHORT) return [text];
  const pieces: string[] = [];
  for (const words of sentencesOf(tokens)) {
    for (let from = 0; from < words.length && pieces.length < MOST; from += STRIDE) {
      const last = words[Math.min(from + WINDOW, words.length) - 1]!;
      // With its mark: a question mark says what the words are.
      pieces.push(text.slice(words[from]!.at, last.end + (from + WINDOW >= words.length ? 1 : 0)));
      if (from + WINDOW >= words.length) break;
    }
  }
  return count <= LONG ? [text, ...pieces] : pieces;
}

function sentencesOf(tokens: Token[]): Token[][] {
  const sentences: Token[][] = [[]];
  for (const token of tokens) {
    if (!token.boundary) sentences.at(-1)!.push(token);
    else if (token.text !== ',' && sentences.at(-1)!.length > 0) sentences.push([]);
  }
  return sentences.filter((words) => words.length > 0);
}
