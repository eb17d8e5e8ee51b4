import { createReadStream, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import { readConfig } from '../config.ts';
import { load } from '../store/dump.ts';
import { readKeys } from '../store/key.ts';
import { connect, openStore } from '../store/open-store.ts';
import { UsageError } from './with-store.ts';

const USAGE =
  'Say from where: npm run restore -- /backups/bot.ndjson.gz [audit.txt], where audit.txt is the latest output of npm run audit.';

/** What was erased after the backup was made must not come back. */
function erasedIn(file: string | undefined): string[] {
  if (!file) return [];
  const lines = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('{'));
  const entries: { action: string; subject: string }[] = lines.map((line) => JSON.parse(line));
  return entries.filter(({ action }) => action === 'erase').map(({ subject }) => subject);
}

/** Opened when the first line is asked for: lines that are read before anybody asks are lost, and with them the backup. */
async function* linesOf(file: string): AsyncGenerator<string> {
  yield* createInterface({ input: createReadStream(file).pipe(createGunzip()), crlfDelay: Number.POSITIVE_INFINITY });
}

async function restore([file, audit]: string[]): Promise<void> {
  if (!file) throw new UsageError(USAGE);
  const config = readConfig();
  const engine = await connect(config.store);
  const rows = await load(engine, linesOf(file)).finally(() => engine.close());
  const { store, engine: reopened } = await openStore(config.store, readKeys(config));
  const erased = erasedIn(audit);
  for (const name of erased) await reopened.db.deleteFrom('conversations').where('key', '=', name).execute();
  await reopened.scrub();
  await store.audit.append('restore', String(rows), 'restore');
  await store.close();
  process.stdout.write(`${rows} rows are back; ${erased.length} conversations that were erased stay so\n`);
}

restore(process.argv.slice(2)).catch((error: Error) => {
  process.stderr.write(`${error instanceof UsageError ? error.message : error.stack}\n`);
  process.exitCode = 1;
});
