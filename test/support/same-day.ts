import type { Session } from '../../dialogs/session.ts';

/** A patient who is told to call the clinic today. */
export const STORY = 'I had a lumbar puncture 3 days ago and since yesterday my head hurts when I sit up, lying down it goes away';

const ANSWERS: Record<string, string> = {
  'red-flags': 'none of these',
  'about-you': 'none',
  location: 'back of the head',
  usual: 'new or different',
  severity: '6',
  'onset-speed': 'no, more slowly',
  'other-symptoms': 'none of these',
  painkillers: 'some relief',
};

/** What that patient says to the open question; nothing when there is none. */
export function sameDayAnswer({ open }: Session): string | undefined {
  return open?.kind === 'question' ? (ANSWERS[open.id] ?? 'no') : open && 'no';
}
