import { writeFileSync } from 'node:fs';
import type { Result } from './load.ts';
import { pageTable, type Ready } from './page.ts';

export interface Measured {
  /** With few turns: good for a look, not for a claim. */
  quick: boolean;
  page: Ready[];
  /** By patients at once, then by what was measured. */
  at: Record<number, Record<string, Result>>;
  /** Seconds spent in each stage of a turn, in all. */
  stages: Record<string, number>;
  memory: { echo: number; bot: number; conversations: number };
  start: { echo: number; bot: number };
  stored: { conversations: number; few: Result; many: Result };
}

const NAMES: Record<string, string> = {
  bare: 'bare Express',
  echo: 'SDK echo bot',
  bot: 'this bot, `/api/messages`',
  page: 'this bot, Direct Line',
};
const ratio = (one: number, other: number) => `${(one / other).toFixed(2)} ×`;

export function report({ quick, page, at, stages, memory, start, stored }: Measured): void {
  const rows = Object.entries(at).flatMap(([together, results]) =>
    Object.entries(results).map(([name, { cpu, perSecond, p50, p99, main }]) => {
      const echo = results.echo!;
      const cells = [
        together,
        NAMES[name],
        cpu.toFixed(2),
        ratio(cpu, echo.cpu),
        main.toFixed(2),
        ratio(main, echo.main),
        perSecond.toFixed(0),
        ratio(perSecond, echo.perSecond),
        p50.toFixed(1),
        p99.toFixed(1),
        ratio(p99, echo.p99),
      ];
      return `| ${cells.join(' | ')} |`;
    }),
  );
  const whole = Object.values(stages).reduce((sum, seconds) => sum + seconds, 0);
  const shares = Object.entries(stages).map(([stage, seconds]) => `| ${stage} | ${((100 * seconds) / whole).toFixed(0)} % |`);
  const sixteen = at[16]!;
  const targets: [what: string, is: string, wanted: string][] = [
    [
      'processor of a turn without sentence vectors, 16 at once, against the SDK echo bot',
      ratio(sixteen.bot!.main, sixteen.echo!.main),
      '≤ 2 ×',
    ],
    ['the same with sentence vectors', ratio(sixteen.bot!.cpu, sixteen.echo!.cpu), ''],
    ['p99 of a turn, 16 at once, against the SDK echo bot', ratio(sixteen.bot!.p99, sixteen.echo!.p99), '≤ 2 ×'],
    [
      'turns a second by Direct Line, 16 at once, against the SDK echo bot',
      ratio(sixteen.page!.perSecond, sixteen.echo!.perSecond),
      '≥ 1.5 ×',
    ],
    [
      `processor of a turn with ${stored.conversations.toLocaleString('en')} conversations stored, against 100`,
      ratio(stored.many.cpu, stored.few.cpu),
      '≤ 1.1 ×',
    ],
    ['start to ready', `${(start.bot / 1_000).toFixed(1)} s (echo ${(start.echo / 1_000).toFixed(1)} s)`, '≤ 3 s'],
    [
      `memory of ${memory.conversations.toLocaleString('en')} conversations, against the SDK echo bot`,
      `${memory.bot.toFixed(0)} MB, ${ratio(memory.bot, memory.echo)}`,
      '≤ 1.5 ×',
    ],
  ];
  writeFileSync(
    new URL('../docs/performance.md', import.meta.url),
    `# Performance

Made by \`npm run bench${quick ? ' -- --quick' : ''}\` on Node ${process.versions.node}. Read the ratios: all was measured in one run, in turns, on one machine whose speed varies.
A turn of this bot is a message of a whole triage: read for emergencies and facts, decided, sealed and committed to SQLite with
\`synchronous=FULL\`, its replies sent one by one. A turn of the echo bot keeps its state in memory and sends one reply.

| | measured | wanted |
|---|---|---|
${targets.map((row) => `| ${row.join(' | ')} |`).join('\n')}

## The page

Medians of three, in turns, on a phone's screen with nothing in the cache. Ready: the bot's first words and the field for the answer are
painted, for both alike.

${pageTable(page)}

## Turns

| at once | what | CPU ms | of echo | main thread ms | of echo | turns/s | of echo | p50 ms | p99 ms | of echo |
|---|---|---|---|---|---|---|---|---|---|---|
${rows.join('\n')}

## Where the time of a turn goes

| stage | share |
|---|---|
${shares.join('\n')}

\`load\` and \`commit\` wait for each other and for the disk with many turns at once; \`converse\` is understanding and decision (its share
includes the wait for sentence vectors, which are worked out in a thread of their own); \`deliver\` is the channel's.
`,
  );
}
