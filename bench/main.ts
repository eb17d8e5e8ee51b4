/** `npm run bench`: this bot against the SDK's echo bot and bare Express, in one run. Writes docs/performance.md. `-- --quick` takes less time. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fill } from './fill.ts';
import { type Door, load, middle, type Result } from './load.ts';
import { pageReadyTimes, pageTable } from './page.ts';
import { type Measured, report } from './report.ts';
import { startTarget, type Target } from './target.ts';

const quick = process.argv.includes('--quick');
const TURNS = quick ? 160 : 1_600;
const ROUNDS = quick ? 1 : 3;
const MANY = quick ? 20_000 : 1_000_000;
const REMEMBERED = quick ? 400 : 10_000;
const UNLIMITED = {
  RATE_TOKENS_PER_MINUTE: '1000000',
  RATE_MESSAGES_PER_SECOND: '1000000',
  RATE_READS_PER_SECOND: '1000000',
  MAX_TURNS: '100000',
};

const folder = mkdtempSync(join(tmpdir(), 'bench-'));
const say = (line: string) => void process.stdout.write(`${line}\n`);
const store = (name: string) => ({ ...UNLIMITED, STORE_URL: `sqlite:${join(folder, `${name}.db`)}` });
const startBot = (name: string) => startTarget('this bot', 'dist/bot/main.js', store(name));
const startEcho = () => startTarget('SDK echo', 'bench/echo-bot.ts');

const page = await pageReadyTimes();
say(pageTable(page));

const channel = await startTarget('channel', 'bench/channel.ts');
const [bare, echo, bot] = [await startTarget('bare Express', 'bench/bare-express.ts'), await startEcho(), await startBot('bench')];

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
for (const together of [1, 16, 64]) measured.at![together] = await compare(all, together);

const stages = await (await fetch(`${bot.base}/metrics`)).text();
measured.stages = Object.fromEntries(
  [...stages.matchAll(/^bot_stage_seconds_sum\{stage="(\w+)"\} (\S+)$/gm)].map(([, stage, seconds]) => [stage!, Number(seconds)]),
);

const fresh = [await startEcho(), await startBot('memory')] as const;
const grown = async (target: Target) => {
  await load(target, 320, 16, 'messages', channel.base);
  const before = target.memory();
  // Each patient says one thing only.
  for (let done = 0; done < REMEMBERED; done += 50)
    await Promise.all(Array.from({ length: 50 }, () => load(target, 1, 1, 'messages', channel.base)));
  return target.memory() - before;
};
measured.memory = { echo: await grown(fresh[0]), bot: await grown(fresh[1]), conversations: REMEMBERED };
measured.start = { echo: fresh[0].startMs, bot: fresh[1].startMs };
say(`memory ${JSON.stringify(measured.memory)}, start ${JSON.stringify(measured.start)}`);
await Promise.all([...fresh, bare, echo, bot].map((target) => target.stop()));

for (const name of ['few', 'many']) await (await startBot(name)).stop();
fill(join(folder, 'few.db'), 100);
fill(join(folder, 'many.db'), MANY);
const [few, many] = [await startBot('few'), await startBot('many')];
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
