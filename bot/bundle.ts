/** Bundles the bot's own code into dist/bot (`npm run build`): read file by file, it would start in twice the time. */
import { readFile, rm } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build, type Plugin } from 'esbuild';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
export const BOT_FILE = join(ROOT, 'dist/bot/main.js');
const BOT = join(ROOT, 'bot/main.ts');

/** Code finds its content and its threads beside its source, also when it runs from the bundle. */
const besideItsSource: Plugin = {
  name: 'beside-its-source',
  setup(host) {
    host.onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      const place = relative(dirname(BOT_FILE), path).replaceAll('\\', '/');
      const contents = (await readFile(path, 'utf8')).replaceAll('import.meta.url', `new URL('${place}', import.meta.url).href`);
      return { contents, loader: 'ts' };
    });
  },
};

/** Of hundreds of small files each, which take longer to find and open than to run. All others stay where they are installed. */
const BROUGHT_ALONG = ['kysely', 'zod'];
const packages: Plugin = {
  name: 'packages',
  setup(host) {
    host.onResolve({ filter: /^[^./]/ }, ({ path, kind }) => {
      if (kind === 'entry-point' || BROUGHT_ALONG.includes(path)) return undefined;
      return { path, external: true };
    });
  },
};

/** `into` lies as deep as the bot's own folder. */
export async function bundleBot(program = BOT, into = dirname(BOT_FILE)): Promise<void> {
  await rm(into, { recursive: true, force: true });
  await build({
    entryPoints: [program],
    outdir: into,
    bundle: true,
    // The threads start before the rest is loaded.
    splitting: true,
    format: 'esm',
    platform: 'node',
    plugins: [packages, besideItsSource],
    logLevel: 'warning',
  });
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) await bundleBot();
