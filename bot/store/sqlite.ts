import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { Kysely, SqliteDialect, sql } from 'kysely';
import Database from 'libsql';
import type { Engine } from './engine.ts';
import { groupCommit } from './group-commit.ts';
import { migrate, type Tables } from './schema.ts';

/** One file, one connection. */
export async function connectSqlite(file: string, upTo?: number): Promise<Engine> {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const database = new Database(file);
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  database.pragma('secure_delete = ON');
  database.pragma('foreign_keys = ON');
  database.pragma('busy_timeout = 2000');
  assertDurable(database);
  const db = new Kysely<Tables>({ dialect: new SqliteDialect({ database: remembering(database) }) });
  await migrate(db, 'blob', upTo);
  return {
    db,
    now: () => sql<number>`${NOW}`,
    write: groupCommit(db),
    shared: false,
    lockAudit: (tx) => sql`update audit set number = number where false`.execute(tx),
    async scrub() {
      // What is deleted is overwritten in the file; the log that it was written through goes altogether.
      await sql`pragma wal_checkpoint(truncate)`.execute(db);
    },
    announce() {},
    watch() {},
    close: () => db.destroy(),
  };
}

/** An acknowledged message survives a power cut only so; a build of SQLite may ignore a pragma without a word. */
function assertDurable(database: Database.Database): void {
  const read = (name: string) => Object.values((database.pragma(name) as Record<string, unknown>[])[0] ?? {})[0];
  if (read('journal_mode') !== 'wal' || read('synchronous') !== 2 || read('secure_delete') !== 1) {
    throw new Error('SQLite did not take journal_mode WAL, synchronous FULL and secure_delete: put the database on a local disk');
  }
}

/** In the place of a value: the time at which a statement is run. */
const NOW = { now: () => Date.now() };
const STATEMENTS = 200;

type Statement = Pick<Database.Statement, 'reader' | 'all' | 'run' | 'iterate'>;

/** Statements are prepared once: a turn uses the same few again and again. */
function remembering(database: Database.Database): Pick<Database.Database, 'prepare' | 'close'> {
  const prepared = new Map<string, Statement>();
  return {
    prepare(source: string) {
      const known = prepared.get(source);
      if (known) return known;
      if (prepared.size >= STATEMENTS) prepared.clear();
      const statement = timed(database.prepare(source));
      prepared.set(source, statement);
      return statement;
    },
    close: () => database.close(),
  } as Pick<Database.Database, 'prepare' | 'close'>;
}

function timed(statement: Database.Statement): Statement {
  const values = (given: unknown[]) => given.map((each) => (each === NOW ? NOW.now() : each));
  return {
    reader: statement.reader,
    all: (given: unknown[]) => statement.all(values(given)),
    run: (given: unknown[]) => statement.run(values(given)),
    iterate: (given: unknown[]) => statement.iterate(values(given)),
  };
}
