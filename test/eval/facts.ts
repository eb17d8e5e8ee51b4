import type { BotConnector } from '../support/connector.ts';
import { channelDoor } from './patient.ts';
import { percent, pool, printMisses } from './score.ts';

export interface FactMessage {
  id: string;
  lang: string;
  text: string;
  expect: Record<string, unknown>;
  forbid?: Record<string, unknown[]>;
}

export async function scoreFacts(connector: BotConnector, set: FactMessage[], times: number[], show: number) {
  const turns = await pool(set, async ({ lang, text }, index) => {
    const patient = await channelDoor(connector, lang, index, times);
    return patient.say(text);
  });
  const score = { slots: 0, right: 0, messages: set.length, whole: 0 };
  const misses: string[] = [];
  set.forEach(({ id, text, expect, forbid = {} }, i) => {
    const turn = turns[i]!;
    const facts = 'error' in turn ? {} : (turn.facts ?? {});
    const missed = Object.entries(expect).filter(([name, want]) => !same(name, want, facts[name]));
    const said = Object.entries(forbid).filter(([name, values]) => [facts[name]].flat().some((value) => values.includes(value)));
    score.slots += Object.keys(expect).length;
    score.right += Object.keys(expect).length - missed.length;
    if (missed.length + said.length === 0) score.whole++;
    else {
      const what = [
        ...missed.map(([name, want]) => `${name}: want ${want} got ${facts[name]}`),
        ...said.map(([name]) => `${name}: must not be ${facts[name]}`),
      ];
      misses.push(`${id} “${text.slice(0, 90)}” ${what.join('; ')} ${'error' in turn ? turn.error : ''}`);
    }
  });
  console.log(`facts: slots right ${percent(score.right, score.slots)}; messages all right ${percent(score.whole, score.messages)}`);
  printMisses('misses', misses, show);
  return score;
}

/** Days of long ago need only be near. */
function same(name: string, want: unknown, got: unknown): boolean {
  if (Array.isArray(want)) return Array.isArray(got) && want.every((each) => got.includes(each));
  if (name !== 'daysSinceProcedure') return String(want) === String(got);
  const days = Number(want);
  const slack = days > 300 ? 40 : days > 25 ? 3 : days > 6 ? 1 : 0;
  return typeof got === 'number' && Math.abs(days - got) <= slack;
}
