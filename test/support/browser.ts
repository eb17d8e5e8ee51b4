import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress } from 'node:zlib';
import { type Browser, chromium } from 'playwright-core';

/** Without a sandbox, because containers run as root; nothing here loads a page from outside. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-dev-shm-usage',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const MAC = ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/Applications/Chromium.app/Contents/MacOS/Chromium'];

/** Chromium, from the first place that has one: CHROMIUM_PATH, the system, the npm package. */
export async function launchBrowser(): Promise<Browser> {
  const { executablePath, unpacked } = await find();
  const env = { ...process.env, ...(unpacked && surroundings(unpacked)) };
  return chromium.launch({ executablePath, args: FLAGS, env: env as Record<string, string> });
}

function surroundings(unpacked: string): Record<string, string> {
  const libraries = [join(unpacked, 'lib'), process.env.LD_LIBRARY_PATH].filter(Boolean).join(delimiter);
  return { LD_LIBRARY_PATH: libraries, ...(!existsSync('/etc/fonts/fonts.conf') && { FONTCONFIG_PATH: unpacked }) };
}

interface Found {
  executablePath: string;
  /** The folder that also has the libraries and fonts that a bare machine may lack. */
  unpacked?: string;
}

async function find(): Promise<Found> {
  const named = process.env.CHROMIUM_PATH;
  if (named) {
    if (!existsSync(named)) throw new Error(`CHROMIUM_PATH is ${named}, and nothing is there`);
    return { executablePath: named };
  }
  const folders = (process.env.PATH ?? '').split(delimiter);
  const installed = [...folders.flatMap((folder) => NAMES.map((name) => join(folder, name))), ...MAC].find(
    (path) => existsSync(path) && runs(path),
  );
  if (installed) return { executablePath: installed };
  const packed = await unpack();
  if (packed) return packed;
  throw new Error(
    'The browser tests need Chromium: install it (apt-get install chromium), or set CHROMIUM_PATH, or run "npm install" with optional packages on Linux x64',
  );
}

/** Ubuntu's package is a stub that only asks for a snap. */
function runs(path: string): boolean {
  try {
    return /\d+\.\d+/.test(execFileSync(path, ['--version'], { stdio: ['ignore', 'pipe', 'ignore'], timeout: 15_000 }).toString());
  } catch {
    return false;
  }
}

/**
 * The package's own unpacker reuses whatever `/tmp/chromium` it finds, of any version, and leaves the libraries packed outside
 * Lambda. So it is unpacked here, to a folder named for the version, and moved into place whole: runs side by side cannot
 * see half of it.
 */
async function unpack(): Promise<Found | undefined> {
  const require = createRequire(import.meta.url);
  let bin: string;
  let version: string;
  try {
    const root = dirname(dirname(dirname(require.resolve('@sparticuz/chromium'))));
    bin = join(root, 'bin');
    version = require(join(root, 'package.json')).version;
  } catch {
    return undefined;
  }
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  const home = join(tmpdir(), `headache-triage-chromium-${version}`);
  if (!existsSync(home)) {
    const making = `${home}.${process.pid}`;
    mkdirSync(making, { recursive: true });
    await Promise.all([
      inflate(join(bin, 'chromium.br'), join(making, 'chromium')),
      ...['al2023', 'fonts', 'swiftshader'].map((name) => untar(join(bin, `${name}.tar.br`), making)),
    ]);
    const fonts = join(making, 'fonts.conf');
    writeFileSync(fonts, readFileSync(fonts, 'utf8').replaceAll('/tmp/fonts', join(home, 'fonts')));
    chmodSync(join(making, 'chromium'), 0o755);
    try {
      renameSync(making, home);
    } catch {
      // Another run was first.
      rmSync(making, { recursive: true, force: true });
    }
  }
  return { executablePath: join(home, 'chromium'), unpacked: home };
}

async function inflate(from: string, to: string): Promise<void> {
  await pipeline(createReadStream(from), createBrotliDecompress(), createWriteStream(to));
}

async function untar(from: string, into: string): Promise<void> {
  const tar = `${join(into, from.split('/').at(-1)!)}.tar`;
  await inflate(from, tar);
  execFileSync('tar', ['-xf', tar, '-C', into]);
  rmSync(tar);
}
