/** Bundles the browser code into dist/site (`npm run build`). */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { build as bundle, type Plugin, transform } from 'esbuild';

const HERE = fileURLToPath(new URL('.', import.meta.url));
export const SITE_DIR = fileURLToPath(new URL('../../dist/site/', import.meta.url));

/** The shadow root takes its style as a string; esbuild's own text loader would leave it unminified. */
const styleAsText: Plugin = {
  name: 'style-as-text',
  setup(host) {
    host.onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const { code } = await transform(await readFile(path, 'utf8'), { loader: 'css', minify: true });
      return { contents: code.trim(), loader: 'text' };
    });
  },
};

export async function build(outdir: string = SITE_DIR): Promise<void> {
  await rm(outdir, { recursive: true, force: true });
  await mkdir(outdir, { recursive: true });
  const common = { bundle: true, minify: true, target: 'es2020', outdir, legalComments: 'none', logLevel: 'warning' } as const;
  const [hashed] = await Promise.all([
    bundle({
      ...common,
      entryPoints: [join(HERE, 'demo/demo.css')],
      // The name says what is in it, so a browser may keep it for ever.
      entryNames: '[name]-[hash]',
      metafile: true,
      // Hashes depend on paths: without this two checkouts would name the same file differently.
      absWorkingDir: HERE,
    }),
    // These go into the panel's page itself: on a slow line every further request costs a second.
    bundle({
      ...common,
      entryPoints: ['panel/panel.tsx', 'panel/panel.css'].map((path) => join(HERE, path)),
      format: 'iife',
      jsx: 'automatic',
      jsxImportSource: 'preact',
    }),
    bundle({ ...common, entryPoints: [join(HERE, 'launcher/launcher.ts')], format: 'iife', plugins: [styleAsText] }),
  ]);
  const names = Object.keys(hashed.metafile.outputs).map((path) => path.slice(path.lastIndexOf('/') + 1));
  const manifest = Object.fromEntries(names.map((name) => [name.replace(/-[A-Z0-9]{8}(?=\.)/, ''), name]).sort());
  await writeFile(join(outdir, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  await Promise.all(names.map((name) => compress(join(outdir, name))));
}

async function compress(path: string): Promise<void> {
  const body = await readFile(path);
  await writeFile(`${path}.br`, brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }));
  await writeFile(`${path}.gz`, gzipSync(body, { level: 9 }));
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) await build();
