import type { BotConnector } from '../support/connector.ts';
import { channelDoor } from './patient.ts';
import { percent, pool, printMisses } from './score.ts';

export interface FaqQuestion {
  id: string;
  lang: string;
  text: string;
  /** The topic that answers it; null when none does. */
  answer: string | null;
  /** Topics that answer it as well. */
  also?: string[];
  /** Asked while a triage is under way. */
  midflow?: boolean;
}

/** Asking one of these may as well be heard as the sign itself. */
const SAFETY = new Set(['fever-after-procedure', 'back-leg-warning-signs', 'crisis-support', 'headache-after-birth', 'when-to-go-to-er']);
const COMPLAINT: Record<string, string> = { en: 'I have a headache', es: 'me duele la cabeza' };

export async function scoreFaq(connector: BotConnector, set: FaqQuestion[], times: number[], show: number) {
  const turns = await pool(set, async ({ lang, text, midflow }, index) => {
    const patient = await channelDoor(connector, lang, index, times);
    if (midflow) await patient.say(COMPLAINT[lang] ?? COMPLAINT.en!);
    return patient.say(text);
  });
  const score = { questions: 0, right: 0, offered: 0, raised: 0, wrong: 0, none: 0, strangers: 0, strangersAnswered: 0 };
  const goodBy: Record<string, [number, number]> = { en: [0, 0], es: [0, 0] };
  const midway: [number, number] = [0, 0];
  const misses: string[] = [];
  set.forEach(({ id, lang, text, answer, also = [], midflow }, i) => {
    const turn = turns[i]!;
    const heard = 'error' in turn ? undefined : turn;
    const emergency = heard?.outcome?.level === 'emergency' || heard?.question === 'confirm-emergency';
    const good = answer === null ? [] : [answer, ...also];
    const right = heard?.answer !== undefined && good.includes(heard.answer);
    const offered = heard?.answer === undefined && (heard?.candidates ?? []).some((candidate) => good.includes(candidate));
    const raised = answer !== null && emergency && SAFETY.has(answer);
    let fine: boolean;
    if (answer === null) {
      score.strangers++;
      fine = heard !== undefined && heard.answer === undefined;
      if (!fine) score.strangersAnswered++;
    } else {
      score.questions++;
      fine = right || offered || raised;
      if (right) score.right++;
      else if (offered) score.offered++;
      else if (raised) score.raised++;
      else if (heard?.answer) score.wrong++;
      else score.none++;
    }
    const by = goodBy[lang];
    if (by) {
      by[1]++;
      if (fine) by[0]++;
    }
    if (midflow) {
      midway[1]++;
      if (fine && (heard?.question || emergency)) midway[0]++;
    }
    if (right || (answer === null && fine)) return;
    const got =
      'error' in turn ? turn.error : (turn.answer ?? (turn.candidates.length > 0 ? `offered ${turn.candidates.join(' ')}` : 'none'));
    misses.push(`${id} “${text.slice(0, 80)}” want ${answer ?? 'none'} got ${got}`);
  });
  console.log(
    `faq: right answer ${percent(score.right, score.questions)}, right or among those offered ${percent(score.right + score.offered + score.raised, score.questions)}; wrong answer ${percent(score.wrong, score.questions)}, none ${percent(score.none, score.questions)}; out of scope answered ${percent(score.strangersAnswered, score.strangers)}; English ${percent(...goodBy.en!)}, Spanish ${percent(...goodBy.es!)}; mid-triage answered and asked again ${percent(...midway)}`,
  );
  printMisses('misses', misses, show);
  return score;
}
