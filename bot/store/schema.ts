import { type Kysely, sql } from 'kysely';

/** Column types that both engines have: bytes come back as a Buffer from one and as an ArrayBuffer from the other. */
type Bytes = Uint8Array | ArrayBuffer;

export interface Tables {
  meta: { name: string; value: Bytes };
  conversations: { key: string; version: number; last_seq: number; session: Bytes | null; created_at: number; updated_at: number };
  activities: {
    conversation: string;
    seq: number;
    activity: string;
    /** The activity that this one answers; null for what the patient sent. */
    answers: string | null;
    body: Bytes;
    at: number;
  };
  outbox: { conversation: string; seq: number; attempts: number; due_at: number; since: number };
}

/** In order; never changed once released. Each runs once, together with the note that it ran. */
const migrations: readonly ((db: Kysely<Tables>) => Promise<void>)[] = [
  async (db) => {
    await db.schema
      .createTable('conversations')
      .addColumn('key', 'text', (column) => column.primaryKey())
      .addColumn('version', 'integer', (column) => column.notNull())
      .addColumn('last_seq', 'integer', (column) => column.notNull())
      .addColumn('session', 'blob')
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addColumn('updated_at', 'bigint', (column) => column.notNull())
      .execute();
    await db.schema
      .createTable('activities')
      .addColumn('conversation', 'text', (column) => column.notNull().references('conversations.key').onDelete('cascade'))
      .addColumn('seq', 'integer', (column) => column.notNull())
      .addColumn('activity', 'text', (column) => column.notNull())
      .addColumn('answers', 'text')
      .addColumn('body', 'blob', (column) => column.notNull())
      .addColumn('at', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('activities_place', ['conversation', 'seq'])
      .addUniqueConstraint('activities_once', ['conversation', 'activity'])
      .execute();
    await db.schema
      .createTable('outbox')
      .addColumn('conversation', 'text', (column) => column.notNull().references('conversations.key').onDelete('cascade'))
      .addColumn('seq', 'integer', (column) => column.notNull())
      .addColumn('attempts', 'integer', (column) => column.notNull())
      .addColumn('due_at', 'bigint', (column) => column.notNull())
      .addColumn('since', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('outbox_place', ['conversation', 'seq'])
      .execute();
    await db.schema.createIndex('outbox_due').on('outbox').column('due_at').execute();
  },
];

export async function migrate(db: Kysely<Tables>): Promise<void> {
  await db.schema
    .createTable('meta')
    .ifNotExists()
    .addColumn('name', 'text', (column) => column.primaryKey())
    .addColumn('value', 'blob', (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('migrations')
    .ifNotExists()
    .addColumn('number', 'integer', (column) => column.primaryKey())
    .execute();
  const { rows } = await sql<{ number: number }>`select number from migrations`.execute(db);
  const done = new Set(rows.map(({ number }) => Number(number)));
  for (const [index, change] of migrations.entries()) {
    if (done.has(index + 1)) continue;
    await db.transaction().execute(async (tx) => {
      await change(tx);
      await sql`insert into migrations (number) values (${index + 1})`.execute(tx);
    });
  }
}
