/** `npx tsx test/eval/answers.ts [--misses] [--held]`: how the bank of answers is read, by language, half and question. */
import { parseArgs } from 'node:util';
import { loadAnswers } from '../../content/load-answers.ts';
import { isOpen, type Taken, take } from '../dialogs/understand/answer-bank.ts';

const VERDICTS = ['right', 'again', 'milder', 'other'] as const;
const { values: options } = parseArgs({ options: { misses: { type: 'boolean' }, held: { type: 'boolean' } } });
const tally = new Map<string, Record<Taken['verdict'], number>>();
const misses: string[] = [];

for (const phrase of loadAnswers()) {
  const { verdict, as } = await take(phrase);
  const { language, question, option, number, text } = phrase;
  const half = isOpen(phrase) ? 'open' : 'held';
  for (const key of [`${language} ${half}`, `${question} ${language} ${half}`]) {
    const counts = tally.get(key) ?? { right: 0, again: 0, milder: 0, other: 0 };
    counts[verdict]++;
    tally.set(key, counts);
  }
  if (verdict !== 'right' && half === (options.held ? 'held' : 'open'))
    misses.push(`${verdict} ${language} ${question}: "${text}" is ${number ?? option}, read as ${as}`);
}

for (const [key, counts] of [...tally].sort(([one], [other]) => one.localeCompare(other))) {
  const all = VERDICTS.reduce((sum, verdict) => sum + counts[verdict], 0);
  const rest = VERDICTS.slice(1).map((verdict) => `${verdict} ${counts[verdict]}`);
  console.log(`${key.padEnd(32)} ${String(all).padStart(5)}  right ${((100 * counts.right) / all).toFixed(1)} %  ${rest.join('  ')}`);
}
if (options.misses) console.log(misses.sort().join('\n'));
process.exit(0);
