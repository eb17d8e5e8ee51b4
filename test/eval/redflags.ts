import type { BotConnector } from '../support/connector.ts';
import { channelDoor } from './patient.ts';
import { percent, pool, printMisses } from './score.ts';

export interface RedFlagMessage {
  id: string;
  lang: string;
  text: string;
  expect: 'emergency' | 'ask' | 'none';
  kind: string;
  trick: string;
}

export async function scoreRedFlags(connector: BotConnector, set: RedFlagMessage[], times: number[], show: number) {
  const turns = await pool(set, async ({ lang, text }, index) => {
    const patient = await channelDoor(connector, lang, index, times);
    return patient.say(text);
  });
  const score = { emergencies: 0, atOnce: 0, confirmed: 0, missed: 0, worrying: 0, seen: 0, benign: 0, alarmed: 0, asked: 0 };
  const misses: string[] = [];
  set.forEach(({ id, expect, kind, trick, text }, i) => {
    const turn = turns[i]!;
    const failed = 'error' in turn;
    const atOnce = !failed && turn.outcome?.level === 'emergency';
    const confirms = !failed && turn.question === 'confirm-emergency';
    const flags = failed ? [] : ((turn.facts?.flags as string[] | undefined) ?? []);
    let right = false;
    if (expect === 'emergency') {
      score.emergencies++;
      if (atOnce) score.atOnce++;
      else if (confirms) score.confirmed++;
      else score.missed++;
      right = atOnce || confirms;
    } else if (expect === 'ask') {
      score.worrying++;
      right = atOnce || confirms || (!failed && (turn.question === 'red-flags' || turn.outcome?.level === 'same-day')) || flags.length > 0;
      if (right) score.seen++;
    } else {
      score.benign++;
      if (atOnce) score.alarmed++;
      else if (confirms) score.asked++;
      right = !failed && !atOnce;
    }
    const got = failed ? turn.error : atOnce ? 'EMERGENCY' : (turn.outcome?.level ?? turn.question ?? turn.texts.join(' / ').slice(0, 60));
    if (!right) misses.push(`${id} ${expect} ${kind}/${trick}: “${text.slice(0, 110)}” -> ${got}`);
  });
  console.log(
    `redflags: emergencies caught at once ${percent(score.atOnce, score.emergencies)}, at once or by one closed question ${percent(score.atOnce + score.confirmed, score.emergencies)}; worrying not ignored ${percent(score.seen, score.worrying)}; benign alarmed ${percent(score.alarmed, score.benign)}, benign asked ${percent(score.asked, score.benign)}`,
  );
  printMisses('misses', misses, show);
  return score;
}
