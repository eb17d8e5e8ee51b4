import type { Span } from './phrase.ts';
import { fold, type Token } from './tokens.ts';

/**
 * The message as a guess sees it: slips mended and shorthand written out, as the rules see it, and without the clauses that only deny
 * signs, since however much is denied, it makes nothing likelier.
 */
export function toldBy(text: string, tokens: readonly Token[], denials: readonly Span[]): string {
  const gone = new Uint8Array(tokens.length);
  for (const { from, to } of denials) gone.fill(1, from, to);
  let told = '';
  for (let at = 0; at < tokens.length; at++) {
    const { at: from, end } = tokens[at]!;
    const words = [tokens[at]!.text];
    // What was written out stands where the short form stood.
    while (tokens[at + 1]?.at === from) words.push(tokens[++at]!.text);
    if (gone[at]) continue;
    const written = text.slice(from, end);
    const mended = words.join(' ');
    told += (tokens[at]!.boundary || fold(written) === mended ? written : mended) + text.slice(end, tokens[at + 1]?.at ?? text.length);
  }
  return told.trim();
}

/** A few words on either side of each of these spans, within the sentence. */
export function around(text: string, tokens: readonly Token[], spans: readonly Span[], most = 4): string[] {
  return spans.map((span) => {
    let { from, to } = span;
    for (let left = most; left > 0 && from > 0 && !tokens[from - 1]!.boundary; left--) from--;
    for (let left = most; left > 0 && to < tokens.length && !tokens[to]!.boundary; left--) to++;
    return toldBy(text, tokens, [
      { from: 0, to: from },
      { from: to, to: tokens.length },
    ]);
  });
}
