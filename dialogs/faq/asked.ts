import type { Content } from '../../content/load.ts';
import type { Language } from '../../content/schema.ts';
import type { Understood } from '../understand/understood.ts';
import { findAnswer } from './answers.ts';
import type { Found } from './search.ts';

/** What is told rather than asked is answered too when it is this sure to be about a topic. */
const SURE_THOUGH_TOLD = 0.65;

/** What a message asks of the FAQ. Who tells of themselves gets no topics to choose from, and who answers the open question no answer. */
export async function askedOf(content: Content, text: string, understood: Understood, language: Language): Promise<Found> {
  const { topic, asks, tells, answer, stale, intent } = understood;
  if (topic) return { band: 'answer', id: topic, ids: [topic], chance: 1 };
  if (stale || intent) return { band: 'none' };
  const found = await findAnswer(content, text, language);
  // One word names a subject, and says nothing of what is to be known about it.
  if (found.band === 'answer' && !/\s/.test(text.trim())) return answer || tells ? { band: 'none' } : { band: 'offer', ids: found.ids };
  if (asks) return found;
  if (answer) return { band: 'none' };
  if (found.band === 'answer' && found.chance >= SURE_THOUGH_TOLD) return found;
  return tells || !/\s/.test(text.trim()) ? { band: 'none' } : found;
}
