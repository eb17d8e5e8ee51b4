import type { Content } from '../../content/load.ts';
import type { Session } from '../session.ts';
import type { Understood } from '../understand/understood.ts';
import { findAnswer } from './answers.ts';
import type { Found } from './search.ts';

const NONE: Found = { band: 'none', ids: [] };
/** What is told rather than asked is answered too when it is this sure to be about a topic. */
const SURE_THOUGH_TOLD = 0.65;

/**
 * What a message asks of the FAQ. One word names a subject and gets topics to choose from; who tells of themselves gets none, and who
 * answers the open question no answer. Who asks about their own trouble is at least offered what comes nearest.
 */
export async function askedOf(
  content: Content,
  text: string,
  understood: Understood,
  { language, open, choosing }: Session,
): Promise<Found> {
  const { topic, asks, tells, answer, stale, intent, signs } = understood;
  if (topic) return { band: 'answer', id: topic, ids: [topic], chance: 1 };
  if (stale || intent || choosing) return NONE;
  const single = !/\s/.test(text.trim());
  // Most messages are answers: nothing is searched for them.
  if (single ? open !== undefined || signs.length > 0 : answer !== undefined && !asks) return NONE;
  const found = await findAnswer(content, text, language);
  if (single) return found.band === 'none' ? NONE : { band: 'offer', ids: found.ids };
  if (asks) return found.band === 'none' && tells ? { band: 'offer', ids: found.ids } : found;
  if (found.band === 'answer' && found.chance >= SURE_THOUGH_TOLD) return found;
  return tells ? NONE : found;
}
