import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import type { Engine } from './engine.ts';
import { announcer } from './postgres-announce.ts';
import { migrate, type Tables } from './schema.ts';

const INT8 = 20;
/** Replicas that start at once migrate one after another. Any number that nothing else in the database locks by. */
const MIGRATING = 7_203_411_954;
/** A store that does not answer is one that fails: the channel delivers again. */
const PATIENCE = 5_000;

/** Throws when the database would acknowledge what it may still lose. */
export async function connectPostgres(url: string, connections: number, upTo?: number): Promise<Engine> {
  const settings = {
    connectionString: url,
    application_name: 'headache-triage-bot',
    connectionTimeoutMillis: PATIENCE,
    query_timeout: PATIENCE,
    statement_timeout: PATIENCE,
    idle_in_transaction_session_timeout: 2 * PATIENCE,
    keepAlive: true,
    types: { getTypeParser: ((type: number, format: 'text') => (type === INT8 ? Number : pg.types.getTypeParser(type, format))) as never },
  };
  const pool = new pg.Pool({ ...settings, max: connections });
  // A connection that is cut fails what it is asked, and is replaced when the next one is asked for; nobody needs to be told besides.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  const others = announcer(settings);
  const close = async () => {
    await others.close();
    await db.destroy();
  };
  try {
    await assertDurable(db);
    await db.connection().execute(async (own) => {
      await sql`select pg_advisory_lock(${sql.lit(MIGRATING)})`.execute(own);
      await migrate(own, 'bytea', upTo).finally(() => sql`select pg_advisory_unlock(${sql.lit(MIGRATING)})`.execute(own));
    });
  } catch (error) {
    await close();
    throw error;
  }
  return {
    db,
    now: () => sql<number>`(extract(epoch from statement_timestamp()) * 1000)::bigint`,
    write: (job) => db.transaction().execute(job),
    shared: true,
    lockAudit: (tx) => sql`lock table audit in exclusive mode`.execute(tx),
    async scrub() {},
    announce: others.announce,
    watch: others.watch,
    close,
  };
}

async function assertDurable(db: Kysely<Tables>): Promise<void> {
  const { rows } = await sql<{ name: string; setting: string }>`
    select name, setting from pg_settings where name in ('fsync', 'full_page_writes', 'synchronous_commit')`.execute(db);
  const off = rows.filter(({ setting }) => setting === 'off').map(({ name }) => name);
  if (off.length > 0) throw new Error(`PostgreSQL may lose what it acknowledged: set ${off.join(', ')} to on`);
}
