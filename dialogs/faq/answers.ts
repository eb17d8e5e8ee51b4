import type { Content } from '../../content/load.ts';
import type { Language } from '../../content/schema.ts';
import { buildIndex, type Index } from './build-index.ts';
import { type Found, search } from './search.ts';

const indexes = new WeakMap<Content, Index>();

/** The index of this content's topics, learnt once. */
export function indexOf(content: Content): Index {
  const known = indexes.get(content);
  if (known) return known;
  const { shorthand, everyday } = content.lexicon;
  const made = buildIndex(content.faq, content.faqWords, { shorthand, everyday });
  indexes.set(content, made);
  return made;
}

/** The topic that a question asks for, some to choose from, or none. */
export function findAnswer(content: Content, text: string, language: Language): Found {
  return search(indexOf(content), text, language);
}
