import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const OUTSIDE = fileURLToPath(new URL('.', import.meta.url));

/** Half a gigabyte, in a folder of its own: who only runs the bot never has it. */
export function installOutside(): void {
  const flags = ['--no-audit', '--no-fund', '--no-package-lock', '--prefer-offline'];
  execFileSync('npm', ['install', ...flags], { cwd: OUTSIDE, stdio: ['ignore', 'ignore', 'inherit'] });
}
