import type { Entry, Faq } from '../../content/load-faq.ts';
import type { FaqWords } from '../../content/load-faq-words.ts';
import { LANGUAGES, type Language } from '../../content/schema.ts';

/** A text and the topic that it asks for; none for what no topic answers. */
export interface Example {
  text: string;
  language: Language;
  id?: string;
  /** How much it counts; 1 if not given. */
  share?: number;
}

/** Shorter lines of an answer say too little to learn from. */
const SHORTEST_LINE = 13;
/** A line of an answer says less of how patients ask than a question does. */
const LINE_SHARE = 0.5;

/** Every topic's questions and answer in all languages, and what is no question for us. */
export function examplesOf(faq: Faq, { negatives }: FaqWords): Example[] {
  return [...questionsOf(faq), ...negatives, ...faq.entries.flatMap(linesOf)];
}

function questionsOf({ entries }: Faq): Example[] {
  return entries.flatMap(({ id, languages }) =>
    LANGUAGES.flatMap((language) => {
      const { question, questions } = languages[language];
      return [question, ...questions].map((text) => ({ text, language, id }));
    }),
  );
}

function linesOf({ id, languages }: Entry): Example[] {
  return LANGUAGES.flatMap((language) => {
    const lines = `${languages[language].first}\n${languages[language].more}`.split(/(?<=[.!?])\s+|\n+/);
    return lines.filter((text) => text.length >= SHORTEST_LINE).map((text) => ({ text, language, id, share: LINE_SHARE }));
  });
}
