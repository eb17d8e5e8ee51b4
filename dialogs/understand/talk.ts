import type { Talk } from '../../content/lexicon-schema.ts';
import { type Classes, type PhraseBook, phraseBook, type Span } from './phrase.ts';
import type { Token } from './tokens.ts';

/** How a message stands in the conversation. */
export interface Standing {
  /** It asks something. */
  asks: boolean;
  /** It takes back what was said before. */
  corrects: boolean;
  /** Something hurts, or is wrong. */
  complains: boolean;
}

export interface TalkReader {
  read(tokens: readonly Token[], text: string): Standing;
}

/** Compiles the phrases, once a process. */
export function talkReader({ asks, corrects, complains }: Talk, classes: Classes): TalkReader {
  const book = (phrases: readonly string[]): PhraseBook<true> =>
    phraseBook(
      phrases.map((phrase) => [phrase, true] as const),
      classes,
    );
  const [begins, asking, taking, complaint, never] = [
    asks.begins,
    asks.anywhere,
    corrects.anywhere,
    complains.anywhere,
    complains.never,
  ].map(book) as [PhraseBook<true>, PhraseBook<true>, PhraseBook<true>, PhraseBook<true>, PhraseBook<true>];
  return {
    read(tokens, text) {
      const starts = new Set(tokens.flatMap(({ boundary }, i) => (boundary ? [i + 1] : [])).concat(0));
      const begun = begins.find(tokens).some(({ from }) => starts.has(from));
      const not = never.find(tokens);
      return {
        asks: /[?¿]/.test(text) || begun || asking.find(tokens).length > 0,
        corrects: taking.find(tokens).length > 0,
        complains: complaint.find(tokens).some((hit) => !not.some((other) => overlap(hit, other))),
      };
    },
  };
}

function overlap(one: Span, other: Span): boolean {
  return one.from < other.to && other.from < one.to;
}
