/** `npm run test:outside`: installs the clients of others in a folder of their own and runs them against this bot. */
import { execFileSync, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { startBot } from '../support/bot-process.ts';

const cwd = fileURLToPath(new URL('.', import.meta.url));
execFileSync('npm', ['install', '--no-audit', '--no-fund', '--no-package-lock'], { cwd, stdio: 'inherit' });
const bot = await startBot();
const { status } = spawnSync(process.execPath, ['direct-line-js.mjs', bot.base], { cwd, stdio: 'inherit', timeout: 120_000 });
bot.stop();
process.exit(status ?? 1);
