import { createHash } from 'node:crypto';
import type { Content } from '../../content/load.ts';
import { examplesOf } from './examples.ts';

/** Bumped when the learner itself changes; a change of content shows by itself. */
const LEARNER = 4;

/** The same for the same content, so that nothing is learnt twice. */
export function fingerprintOf({ faq, faqWords, lexicon }: Pick<Content, 'faq' | 'faqWords' | 'lexicon'>): string {
  const { shorthand, everyday } = lexicon;
  const all = [LEARNER, examplesOf(faq, faqWords), faqWords.concepts, [...shorthand], [...everyday]];
  return createHash('sha256').update(JSON.stringify(all)).digest('hex').slice(0, 32);
}
