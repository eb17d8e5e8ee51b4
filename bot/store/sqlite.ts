import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { Kysely, SqliteDialect } from 'kysely';
import Database from 'libsql';
import { migrate, type Tables } from './schema.ts';
import type { Sealer } from './seal.ts';
import { sqlStore } from './sql-store.ts';
import type { Store } from './store.ts';

/** One file, one connection. Throws when the file was sealed with another key. */
export async function openSqlite(file: string, sealer: Sealer): Promise<Store> {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const database = new Database(file);
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  database.pragma('foreign_keys = ON');
  database.pragma('busy_timeout = 2000');
  assertDurable(database);
  const db = new Kysely<Tables>({ dialect: new SqliteDialect({ database }) });
  await migrate(db);
  await assertKey(db, sealer, file);
  return sqlStore(db, sealer);
}

/** An acknowledged message survives a power cut only so; a build of SQLite may ignore a pragma without a word. */
function assertDurable(database: Database.Database): void {
  const read = (name: string) => Object.values((database.pragma(name) as Record<string, unknown>[])[0] ?? {})[0];
  if (read('journal_mode') !== 'wal' || read('synchronous') !== 2) {
    throw new Error('SQLite did not take journal_mode WAL and synchronous FULL: put the database on a local disk');
  }
}

const CHECK = 'key-check';

async function assertKey(db: Kysely<Tables>, sealer: Sealer, file: string): Promise<void> {
  const value = sealer.seal(CHECK, CHECK);
  await db
    .insertInto('meta')
    .values({ name: CHECK, value })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const row = await db.selectFrom('meta').select('value').where('name', '=', CHECK).executeTakeFirstOrThrow();
  try {
    sealer.open(row.value, CHECK);
  } catch (cause) {
    throw new Error(`DATA_KEY is not the key that ${file} was sealed with: set the one it was made with, or start with another file`, {
      cause,
    });
  }
}
