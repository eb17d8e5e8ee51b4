import { writeFileSync } from 'node:fs';
import type { Result } from './load.ts';
import { pageTable, type Ready } from './page.ts';

/** MB: what conversations added to what is resident and to what is kept after collecting garbage; and all that is resident. */
export interface Memory {
  resident: number;
  kept: number;
  whole: number;
}

export interface Measured {
  /** With few turns: good for a look, not for a claim. */
  quick: boolean;
  page: Ready[];
  /** By patients at once, then by what was measured. */
  at: Record<number, Record<string, Result>>;
  /** Milliseconds of each stage of a turn, one at a time. */
  stages: Record<string, number>;
  /** Sixteen at once, sentence vectors in use. */
  vectors: Result;
  memory: { echo: Memory; bot: Memory; conversations: number };
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

export function report({ quick, page, at, stages, vectors, memory, start, stored }: Measured): void {
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
  const sixteen = at[16]!;
  const one = at[1]!.bot!;
  const inStages = Object.values(stages).reduce((sum, ms) => sum + ms, 0);
  const parts = [...Object.entries(stages), ['the rest: HTTP, checking, answering', Math.max(0, one.p50 - inStages)] as const];
  const whole = parts.reduce((sum, [, ms]) => sum + ms, 0);
  const shares = parts.map(([part, ms]) => `| ${part} | ${ms.toFixed(2)} | ${((100 * ms) / whole).toFixed(0)} % |`);
  const count = (number: number) => number.toLocaleString('en');
  const targets: [what: string, is: string, wanted: string][] = [
    ['processor of a turn, 16 at once, against the SDK echo bot', ratio(sixteen.bot!.cpu, sixteen.echo!.cpu), '≤ 2 ×'],
    ['p99 of a turn, 16 at once, against the SDK echo bot', ratio(sixteen.bot!.p99, sixteen.echo!.p99), '≤ 2 ×'],
    [
      'turns a second by Direct Line, 16 at once, against the SDK echo bot',
      ratio(sixteen.page!.perSecond, sixteen.echo!.perSecond),
      '≥ 1.5 ×',
    ],
    [
      `processor of a turn with ${count(stored.conversations)} conversations stored, against 100`,
      ratio(stored.many.cpu, stored.few.cpu),
      '≤ 1.1 ×',
    ],
    ['start to ready', `${(start.bot / 1_000).toFixed(1)} s (echo ${(start.echo / 1_000).toFixed(1)} s)`, '≤ 3 s'],
    [
      `memory kept for ${count(memory.conversations)} conversations, against the SDK echo bot`,
      `${memory.bot.kept.toFixed(1)} MB, ${ratio(memory.bot.kept, memory.echo.kept)}`,
      '≤ 1.5 ×',
    ],
    [
      'resident memory that they added, garbage not yet collected included',
      `${memory.bot.resident.toFixed(0)} MB, ${ratio(memory.bot.resident, memory.echo.resident)}`,
      '',
    ],
    ['all that is resident then', `${memory.bot.whole.toFixed(0)} MB, ${ratio(memory.bot.whole, memory.echo.whole)}`, ''],
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

Medians of five, in turns, on a phone's screen with nothing in the cache. Ready: the bot's first words and the field for the answer are
painted, for both alike.

${pageTable(page)}

## Turns

| at once | what | CPU ms | of echo | main thread ms | of echo | turns/s | of echo | p50 ms | p99 ms | of echo |
|---|---|---|---|---|---|---|---|---|---|---|
${rows.join('\n')}

## Where the time of a turn goes

One at a time:

| part | ms | share |
|---|---|---|
${shares.join('\n')}

\`converse\` is understanding and decision; \`load\` and \`commit\` open, seal and write to the disk; \`deliver\` sends the replies by HTTP.

## Sentence vectors

The figures above are by words alone. With sentence vectors a turn takes ${vectors.cpu.toFixed(1)} ms of processor, ${((100 * (vectors.cpu - sixteen.bot!.cpu)) / vectors.cpu).toFixed(0)} % of them in the
encoder, which works in a thread of its own: whoever needs no vector (most answers need none) waits for none, and who waits too long goes on
without. 16 at once, ${vectors.perSecond.toFixed(0)} turns a second, p50 ${vectors.p50.toFixed(0)} ms, p99 ${vectors.p99.toFixed(0)} ms: one encoder serves them one after another.

## What would make it cheaper

A profile of sixteen at once has about a quarter of the time in reading the message, a seventh in judging the rules and in speaking, a
quarter in the store with its sealing (five turns share a commit), a quarter in HTTP on both sides, the rest in garbage: none stands out.
1.5 × would take Express and the SDK's dialogs out of the path (some 10 and 6 of a hundred). A larger young generation
(\`--max-semi-space-size=64\`) takes a tenth off the processor and adds some 150 MB. 1.5 × the echo's turns by Direct Line is more than one
process can do that also understands and keeps what it is told: it takes several that share a PostgreSQL.

A start is the recognizer of dates for the most part (thousands of expressions, compiled in a thread of its own), then the packages of the
SDK; both cores of two are busy all the while.
`,
  );
}
