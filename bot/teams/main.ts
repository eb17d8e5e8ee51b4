/** `npm run teams:package`: the app for the Teams admin center, from the clinic's facts and MicrosoftAppId. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { loadContent } from '../../content/load.ts';
import { readConfig } from '../config.ts';
import { buildPackage } from './build-package.ts';

const root = new URL('../../', import.meta.url);
try {
  const config = readConfig();
  const { version } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8')) as { version: string };
  const zip = buildPackage(loadContent(config.CONTENT_DIR), config.MicrosoftAppId, version);
  mkdirSync(new URL('dist/teams/', root), { recursive: true });
  const file = fileURLToPath(new URL('dist/teams/headache-check.zip', root));
  writeFileSync(file, zip);
  console.log(file);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exit(1);
}
