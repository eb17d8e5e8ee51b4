import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import net from 'node:net';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

export interface Target {
  name: string;
  base: string;
  /** Until it was ready, in ms. */
  startMs: number;
  /** Processor time so far, in ms: of all threads, and of the main one, which is all but sentence vectors and collecting garbage. */
  cpu(): { all: number; main: number };
  /** Resident, in MB. */
  memory(): number;
  /** What its main thread keeps when garbage is collected, in MB. */
  kept(): Promise<number>;
  stop(): Promise<void>;
}

export function freePort(): Promise<number> {
  return new Promise((done) => {
    const server = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as net.AddressInfo;
      server.close(() => done(port));
    });
  });
}

/** A program in a process of its own, once it answers. */
export async function startTarget(name: string, script: string, env: Record<string, string> = {}): Promise<Target> {
  const port = await freePort();
  const began = performance.now();
  const args = [
    '--expose-gc',
    '--import',
    './bench/collect.mjs',
    ...(script.endsWith('.ts') ? ['--import', 'tsx'] : []),
    script,
    String(port),
  ];
  const child: ChildProcess = spawn(process.execPath, args, {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: { ...process.env, NODE_ENV: 'production', HOST: '127.0.0.1', PORT: String(port), LOG_LEVEL: 'error', ...env },
  });
  const base = `http://127.0.0.1:${port}`;
  const isReady = () =>
    fetch(`${base}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    );
  while (!(await isReady())) {
    if (child.exitCode !== null) throw new Error(`${name} ended with ${child.exitCode}`);
    await new Promise((done) => setTimeout(done, 5));
  }
  const startMs = performance.now() - began;
  return {
    name,
    base,
    startMs,
    cpu: () => ({ all: cpuOf(`/proc/${child.pid}/stat`), main: cpuOf(`/proc/${child.pid}/task/${child.pid}/stat`) }),
    memory: () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))![1]) / 1024,
    kept: () =>
      new Promise((done) => {
        child.once('message', (bytes) => done(Number(bytes) / MB));
        child.send('collect');
      }),
    stop: () =>
      new Promise((done) => {
        child.once('exit', () => done());
        child.kill('SIGKILL');
      }),
  };
}

const MB = 1024 * 1024;
const TICK_MS = 10;

/** User and system time. */
function cpuOf(file: string): number {
  const fields = readFileSync(file, 'utf8').split(') ')[1]!.split(' ');
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
}
