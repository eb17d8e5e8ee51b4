import { type Zippable, zipSync } from 'fflate';
import type { Content } from '../../content/load.ts';
import { icons } from './icons.ts';
import { teamsManifest } from './manifest.ts';

/** The same content makes the same bytes. */
const MTIME = new Date('2000-01-01T12:00:00');

/** The app as Teams takes it: a zip with manifest, words and icons at its root. */
export function buildPackage(content: Content, appId: string | undefined, version: string): Uint8Array {
  const { manifest, translations } = teamsManifest(content, appId, version);
  const { color, outline } = icons();
  const json = (value: unknown) => Buffer.from(`${JSON.stringify(value, null, 2)}\n`);
  const files: Zippable = { 'manifest.json': json(manifest), 'color.png': color, 'outline.png': outline };
  for (const [name, words] of Object.entries(translations)) files[name] = json(words);
  return zipSync(files, { mtime: MTIME });
}
