/** `npm run bench`: this bot against the SDK's echo bot and bare Express, in one run. Writes docs/performance.md. `-- --quick` takes less time. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleBot } from '../bot/bundle.ts';
import { fill } from './fill.ts';
import { type Door, load, middle, type Result } from './load.ts';
import { pageReadyTimes, pageTable } from './page.ts';
import { type Measured, report } from './report.ts';
import { startTarget, type Target } from './target.ts';

const quick = process.argv.includes('--quick');
const TURNS = quick ? 160 : 1_200;
const ROUNDS = quick ? 1 : 3;
const MANY = quick ? 20_000 : 1_000_000;
/** With a few hundred what either process happens to keep anyway is more than what they add. */
const REMEMBERED = quick ? 2_000 : 10_000;
const UNLIMITED = {
  RATE_TOKENS_PER_MINUTE: '1000000',
  RATE_MESSAGES_PER_SECOND: '1000000',
  RATE_READS_PER_SECOND: '1000000',
  MAX_TURNS: '100000',
};

const folder = mkdtempSync(join(tmpdir(), 'bench-'));
const WORDS_ONLY = fileURLToPath(new URL('../dist/bench/words-only.js', import.meta.url));
await bundleBot(fileURLToPath(new URL('words-only.ts', import.meta.url)), dirname(WORDS_ONLY));
const say = (line: string) => void process.stdout.write(`${line}\n`);
const store = (name: string) => ({ ...UNLIMITED, STORE_URL: `sqlite:${join(folder, `${name}.db`)}` });
const startBot = (name: string) => startTarget('this bot', 'dist/bot/main.js', store(name));
/** Sentence vectors take most of a processor, in a thread of their own: what they cost is measured apart. */
const startWords = (name: string) => startTarget('this bot by words alone', WORDS_ONLY, store(name));
const startEcho = () => startTarget('SDK echo', 'bench/echo-bot.ts');

const page = await pageReadyTimes();
say(pageTable(page));

const channel = await startTarget('channel', 'bench/channel.ts');
const [bare, echo, bot] = [await startTarget('bare Express', 'bench/bare-express.ts'), await startEcho(), await startWords('words')];

/** Each in turn, and that several times, so that what else the machine does falls on all alike. */
async function compare(runs: [name: string, target: Target, door: Door][], together: number): Promise<Record<string, Result>> {
  const results: Record<string, Result[]> = {};
  for (let round = 0; round < ROUNDS; round++) {
    for (const [name, target, door] of runs)
      results[name] = [...(results[name] ?? []), await load(target, TURNS, together, door, channel.base)];
  }
  const best = Object.fromEntries(Object.entries(results).map(([name, all]) => [name, middle(all)]));
  for (const [name, { cpu, perSecond, p99 }] of Object.entries(best))
    say(`${together} at once, ${name}: ${cpu.toFixed(2)} ms CPU, ${perSecond.toFixed(0)}/s, p99 ${p99.toFixed(1)} ms`);
  return best;
}

const all: [string, Target, Door][] = [
  ['bare', bare, 'messages'],
  ['echo', echo, 'messages'],
  ['bot', bot, 'messages'],
  ['page', bot, 'page'],
];
for (const [, target, door] of all) await load(target, quick ? 160 : 640, 16, door, channel.base);
const measured: Partial<Measured> = { quick, page, at: {} };
// One at a time nothing waits for anything else: what a stage takes is what it costs.
const before = await stages(bot);
await load(bot, TURNS, 1, 'messages', channel.base);
const after = await stages(bot);
measured.stages = Object.fromEntries(Object.entries(after).map(([stage, ms]) => [stage, (ms - (before[stage] ?? 0)) / TURNS]));
for (const together of [1, 16, 64]) measured.at![together] = await compare(all, together);

const seeing = await startBot('vectors');
await load(seeing, 160, 16, 'messages', channel.base);
measured.vectors = (await compare([['vectors', seeing, 'messages']], 16)).vectors!;
await seeing.stop();

const fresh = [await startEcho(), await startWords('memory')] as const;
const grown = async (target: Target) => {
  // Until it has all that it needs for however many.
  await load(target, TURNS, 16, 'messages', channel.base);
  const [resident, kept] = [target.memory(), await target.kept()];
  // Each patient says one thing only.
  for (let done = 0; done < REMEMBERED; done += 50)
    await Promise.all(Array.from({ length: 50 }, () => load(target, 1, 1, 'messages', channel.base)));
  return { resident: target.memory() - resident, kept: (await target.kept()) - kept, whole: target.memory() };
};
measured.memory = { echo: await grown(fresh[0]), bot: await grown(fresh[1]), conversations: REMEMBERED };
measured.start = { echo: fresh[0].startMs, bot: seeing.startMs };
say(`memory ${JSON.stringify(measured.memory)}, start ${JSON.stringify(measured.start)}`);
await Promise.all([...fresh, bare, echo, bot].map((target) => target.stop()));

for (const name of ['few', 'many']) await (await startWords(name)).stop();
fill(join(folder, 'few.db'), 100);
fill(join(folder, 'many.db'), MANY);
const [few, many] = [await startWords('few'), await startWords('many')];
for (const target of [few, many]) await load(target, 320, 16, 'messages', channel.base);
measured.stored = {
  conversations: MANY,
  ...(await compare(
    [
      ['few', few, 'messages'],
      ['many', many, 'messages'],
    ],
    16,
  )),
} as Measured['stored'];
await Promise.all([few, many, channel].map((target) => target.stop()));
rmSync(folder, { recursive: true });
report(measured as Measured);
say('docs/performance.md is written');
process.exit(0);

/** Ms spent in each stage of a turn so far, in all. */
async function stages({ base }: Target): Promise<Record<string, number>> {
  const page = await (await fetch(`${base}/metrics`)).text();
  const sums = page.matchAll(/^bot_stage_seconds_sum\{stage="(\w+)"\} (\S+)$/gm);
  return Object.fromEntries([...sums].map(([, stage, seconds]) => [stage!, 1_000 * Number(seconds)]));
}
