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

/** What the bot did with a message: sent to 911, asked about one sign, did not ignore it in another way, or nothing of these. */
interface Met {
  message: RedFlagMessage;
  did: 'alarmed' | 'asked' | 'heeded' | 'passed' | 'failed';
  got: string;
}

export async function scoreRedFlags(connector: BotConnector, set: RedFlagMessage[], times: number[], show: number) {
  const turns = await pool(set, async ({ lang, text }, index) => {
    const patient = await channelDoor(connector, lang, index, times);
    return patient.say(text);
  });
  const met = set.map((message, i): Met => {
    const turn = turns[i]!;
    if ('error' in turn) return { message, did: 'failed', got: turn.error };
    const { outcome, question, facts, texts } = turn;
    const got = outcome?.level ?? question ?? texts.join(' / ').slice(0, 60);
    if (outcome?.level === 'emergency') return { message, did: 'alarmed', got };
    if (question === 'confirm-emergency') return { message, did: 'asked', got };
    const heeded = question === 'red-flags' || outcome?.level === 'same-day' || ((facts?.flags as string[] | undefined) ?? []).length > 0;
    return { message, did: heeded ? 'heeded' : 'passed', got };
  });
  console.log(`redflags: ${tally(met)}`);
  for (const lang of new Set(set.map((each) => each.lang)))
    console.log(`  ${lang}: ${tally(met.filter(({ message }) => message.lang === lang))}`);
  for (const trick of [...new Set(set.map((each) => each.trick))].sort()) {
    const some = met.filter(({ message }) => message.trick === trick);
    console.log(`  ${trick}: ${percent(some.filter(isRight).length, some.length)} right`);
  }
  const line = ({ message: { id, expect, kind, trick, text }, got }: Met) =>
    `${id} ${expect} ${kind}/${trick}: “${text.slice(0, 110)}” -> ${got}`;
  printMisses('misses', met.filter((each) => !isRight(each)).map(line), show);
  const needless = met.filter(({ message, did }) => message.expect === 'none' && did === 'asked');
  printMisses('benign, asked', needless.map(line), show);
}

function isRight({ message, did }: Met): boolean {
  if (message.expect === 'none') return did !== 'alarmed' && did !== 'failed';
  return did === 'alarmed' || did === 'asked' || (message.expect === 'ask' && did === 'heeded');
}

function tally(met: readonly Met[]): string {
  const of = (expect: RedFlagMessage['expect']) => met.filter(({ message }) => message.expect === expect);
  const share = (expect: RedFlagMessage['expect'], ...did: Met['did'][]) =>
    percent(of(expect).filter((each) => did.includes(each.did)).length, of(expect).length);
  return [
    `emergencies caught at once ${share('emergency', 'alarmed')}, at once or by one closed question ${share('emergency', 'alarmed', 'asked')}`,
    `worrying not ignored ${share('ask', 'alarmed', 'asked', 'heeded')}`,
    `benign alarmed ${share('none', 'alarmed')}, benign asked ${share('none', 'asked')}`,
  ].join('; ');
}
