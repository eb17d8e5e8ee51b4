import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BOT_FILE } from '../../bot/bundle.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** All patients of a test come from one address. */
const UNLIMITED = { RATE_TOKENS_PER_MINUTE: '100000' };
const READY_WITHIN_MS = 120_000;

export interface BotProcess {
  base: string;
  port: number;
  data: string;
  readyMs: number;
  /** The last lines that it logged. */
  log: string[];
  stop(signal?: NodeJS.Signals): void;
  exited: Promise<number | null>;
}

export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as net.AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

/** Starts the bot as `npm start` does, on a free port with a store of its own, and waits until it is ready. */
export async function startBot(env: Record<string, string> = {}): Promise<BotProcess> {
  const port = Number(env.PORT ?? (await freePort()));
  const data = mkdtempSync(join(tmpdir(), 'bot-'));
  const log: string[] = [];
  const child = spawn(process.execPath, [BOT_FILE], {
    cwd: ROOT,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      HOST: '127.0.0.1',
      PORT: String(port),
      STORE_URL: `sqlite:${join(data, 'bot.db')}`,
      LOG_LEVEL: 'warn',
      ...UNLIMITED,
      ...env,
    },
  });
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      log.push(String(chunk));
      if (log.length > 400) log.shift();
    });
  }
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const stop = (signal: NodeJS.Signals = 'SIGTERM') => {
    try {
      process.kill(-child.pid!, signal);
    } catch {
      // It is gone already.
    }
  };
  const base = `http://127.0.0.1:${port}`;
  const started = Date.now();
  for (;;) {
    if (child.exitCode !== null) throw new Error(`the bot ended with ${child.exitCode}:\n${log.join('').slice(-2000)}`);
    const ready = await fetch(`${base}/readyz`).then(
      (response) => response.ok,
      () => false,
    );
    if (ready) return { base, port, data, log, stop, exited, readyMs: Date.now() - started };
    if (Date.now() - started > READY_WITHIN_MS) {
      stop('SIGKILL');
      throw new Error(`not ready after ${READY_WITHIN_MS} ms:\n${log.join('').slice(-2000)}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
