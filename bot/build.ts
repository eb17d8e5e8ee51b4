/** `npm run build`: the page's code, the bot's own code and what is learnt from the content, into dist/, side by side. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { bundleBot } from './bundle.ts';
import { build as buildSite } from './site/build.ts';

const ROOT = fileURLToPath(new URL('../', import.meta.url));

/** In a process of its own: the two of them that learn take half a minute each of a whole processor. */
async function run(script: string): Promise<void> {
  const child = spawn(process.execPath, ['--import', 'tsx', script], { cwd: ROOT, stdio: 'inherit' });
  const code = await new Promise((resolve) => child.once('exit', resolve));
  if (code !== 0) throw new Error(`${script} ended with ${code}`);
}

const scripts = ['content/build.ts', 'dialogs/understand/classifier/build.ts', 'dialogs/faq/build.ts'];
await Promise.all([buildSite(), bundleBot(), ...scripts.map(run)]);
