/** `npm run eval [-- --cases DIR] [--suites a,b] [--misses N]`: scores the running bot over HTTP, as a patient meets it. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { bundleBot } from '../../bot/bundle.ts';
import { startBot } from '../support/bot-process.ts';
import { BotConnector } from '../support/connector.ts';
import { jsonLines } from '../support/json-lines.ts';
import { printCost, type Said } from './cost.ts';
import { scoreFacts } from './facts.ts';
import { scoreFaq } from './faq.ts';
import { scoreRedFlags } from './redflags.ts';
import { at } from './score.ts';
import { scoreVignettes } from './vignettes.ts';

const { values: options } = parseArgs({
  options: {
    cases: { type: 'string', default: fileURLToPath(new URL('../cases', import.meta.url)) },
    suites: { type: 'string', default: 'vignettes,redflags,facts,faq,cost' },
    misses: { type: 'string', default: '12' },
  },
});
const suites = { vignettes: scoreVignettes, redflags: scoreRedFlags, facts: scoreFacts, faq: scoreFaq };

await bundleBot();
const bot = await startBot();
console.log(`bot ready in ${bot.readyMs} ms`);
const connector = await BotConnector.start({ endpoint: `${bot.base}/api/messages`, channelId: 'directline', timeoutMs: 30_000 });
const times: number[] = [];
const wanted = options.suites.split(',');
try {
  for (const suite of wanted) {
    if (suite === 'cost') continue;
    const file = join(options.cases, `${suite}.jsonl`);
    if (!(suite in suites)) throw new Error(`--suites takes ${[...Object.keys(suites), 'cost'].join(', ')}, got "${suite}"`);
    if (!existsSync(file)) {
      console.log(`${suite}: no ${file}`);
      continue;
    }
    const set = jsonLines<never>(file);
    await suites[suite as keyof typeof suites](connector, set, times, Number(options.misses));
  }
  times.sort((a, b) => a - b);
  console.log(
    `turn ms (8 patients at once): p50 ${at(times, 0.5).toFixed(1)} p99 ${at(times, 0.99).toFixed(1)} max ${at(times, 1).toFixed(1)} over ${times.length} turns`,
  );
} finally {
  await connector.close();
  bot.stop();
}
if (wanted.includes('cost')) {
  const said = (suite: string) => {
    const file = join(options.cases, `${suite}.jsonl`);
    return existsSync(file) ? jsonLines<Said>(file) : [];
  };
  await printCost({ messages: [...said('redflags'), ...said('facts'), ...said('faq')], questions: said('faq') });
}
process.exit(0);
