/** `npm run test:outside`: installs the clients of others in a folder of their own and runs them against this bot. */
import { spawnSync } from 'node:child_process';
import { startBot } from '../support/bot-process.ts';
import { installOutside, OUTSIDE } from './install.ts';
import { playground } from './playground.ts';
import { webChat } from './web-chat.ts';

installOutside();
let failed = false;

const bot = await startBot();
const { status } = spawnSync(process.execPath, ['direct-line-js.mjs', bot.base], { cwd: OUTSIDE, stdio: 'inherit', timeout: 180_000 });
if (status !== 0) failed = true;
for (const mode of ['msteams', 'webchat'] as const) {
  await playground(bot.base, mode).catch((error) => {
    failed = true;
    console.log(`FAILED Agents Playground, ${mode}: ${error instanceof Error ? error.message : error}`);
  });
}
bot.stop();

const key = 'a key for these tests alone, not secret';
try {
  await webChat((origin) => startBot({ ALLOWED_ORIGINS: origin, DATA_KEY: key, ALLOW_UNSIGNED_CONTENT: 'demo' }));
} catch (error) {
  failed = true;
  console.log(`FAILED Web Chat: ${error instanceof Error ? error.message : error}`);
}
console.log(failed ? 'FAILED' : 'all passed');
process.exit(failed ? 1 : 0);
