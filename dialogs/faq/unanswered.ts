import type { Language } from '../../content/schema.ts';
import type { Found } from './search.ts';

/** A question that no topic answered for sure: what the clinic may want to write next. */
export interface Unanswered {
  text: string;
  language: Language;
  /** Topics that were offered instead, none where nothing came near. */
  offered: string[];
}

/** More than a question is a story, and whose it is should not be kept in a list. */
const LONGEST = 300;

export function unansweredOf(text: string, language: Language, found: Found): Unanswered | undefined {
  if (found.band === 'answer') return undefined;
  return { text: text.slice(0, LONGEST), language, offered: found.band === 'offer' ? found.ids : [] };
}
