import type { Value } from '../../content/schema.ts';
import type { Session } from '../session.ts';
import { parseYesNo } from './parse-yes-no.ts';
import type { CheckInAnswer } from './understood.ts';

/** As they are numbered where nothing can be tapped. */
const SHOWN = { offered: ['yes', 'no'], asked: ['yes', 'no', 'worse'] } as const;

/** Buttons of the check-in, by their key in the wording: what each means, and while what is open. */
export const CHECK_IN_LABELS = [
  ['accept', 'yes', 'offered'],
  ['refuse', 'no', 'offered'],
  ['reached', 'yes', 'asked'],
  ['not-reached', 'no', 'asked'],
  ['worse', 'worse', 'asked'],
] as const;

/** What a message says to the check-in that was offered or asked just before. */
export function readCheckIn(text: string, session: Session, facts: Readonly<Record<string, Value>>): CheckInAnswer | undefined {
  const { checkIn, open, choosing, turns } = session;
  if (open || choosing || (checkIn?.state !== 'offered' && checkIn?.state !== 'asked') || checkIn.turn !== turns) return undefined;
  const numbered = SHOWN[checkIn.state][Number(text.trim()) - 1];
  if (numbered) return numbered;
  if (checkIn.state === 'asked' && facts.trend === 'worse') return 'worse';
  const answer = parseYesNo(text);
  return answer === 'yes' || answer === 'no' ? answer : undefined;
}
