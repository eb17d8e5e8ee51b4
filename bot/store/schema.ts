import { type Kysely, sql } from 'kysely';
import type { Bytes } from './sealer.ts';

export interface Tables {
  migrations: { number: number };
  meta: { name: string; value: Bytes };
  conversations: {
    key: string;
    version: number;
    last_seq: number;
    session: Bytes | null;
    /** Wrapped; none for what version 0.1 wrote and nobody has spoken in since. */
    data_key: Bytes | null;
    created_at: number;
    updated_at: number;
  };
  activities: {
    conversation: string;
    seq: number;
    activity: string;
    /** The activity that this one answers; null for what the patient sent. */
    answers: string | null;
    body: Bytes;
    at: number;
  };
  /** What nobody had an answer to; goes with its conversation. */
  questions: { conversation: string; seq: number; body: Bytes };
  outbox: { conversation: string; seq: number; attempts: number; due_at: number; since: number };
  /** Who is to be asked something later, and where; goes with its conversation. */
  check_ins: { conversation: string; body: Bytes; due_at: number };
  audit: { number: number; at: number; action: string; subject: string; actor: string; hash: string };
}

/** The type that holds bytes is all in which the engines' tables differ. */
export type BytesType = 'blob' | 'bytea';

/** In order; never changed once released. Each runs once, together with the note that it ran. */
const migrations: readonly ((db: Kysely<Tables>, bytes: BytesType) => Promise<void>)[] = [
  async (db, bytes) => {
    await db.schema
      .createTable('conversations')
      .addColumn('key', 'text', (column) => column.primaryKey())
      .addColumn('version', 'integer', (column) => column.notNull())
      .addColumn('last_seq', 'integer', (column) => column.notNull())
      .addColumn('session', sql.raw(bytes))
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addColumn('updated_at', 'bigint', (column) => column.notNull())
      .execute();
    await db.schema
      .createTable('activities')
      .addColumn('conversation', 'text', (column) => column.notNull().references('conversations.key').onDelete('cascade'))
      .addColumn('seq', 'integer', (column) => column.notNull())
      .addColumn('activity', 'text', (column) => column.notNull())
      .addColumn('answers', 'text')
      .addColumn('body', sql.raw(bytes), (column) => column.notNull())
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
  async (db, bytes) => {
    await db.schema.alterTable('conversations').addColumn('data_key', sql.raw(bytes)).execute();
    await db.schema.createIndex('conversations_age').on('conversations').column('updated_at').execute();
    await db.schema
      .createTable('audit')
      .addColumn('number', 'integer', (column) => column.primaryKey())
      .addColumn('at', 'bigint', (column) => column.notNull())
      .addColumn('action', 'text', (column) => column.notNull())
      .addColumn('subject', 'text', (column) => column.notNull())
      .addColumn('actor', 'text', (column) => column.notNull())
      .addColumn('hash', 'text', (column) => column.notNull())
      .execute();
  },
  async (db, bytes) => {
    await db.schema
      .createTable('questions')
      .addColumn('conversation', 'text', (column) => column.notNull().references('conversations.key').onDelete('cascade'))
      .addColumn('seq', 'integer', (column) => column.notNull())
      .addColumn('body', sql.raw(bytes), (column) => column.notNull())
      .addPrimaryKeyConstraint('questions_place', ['conversation', 'seq'])
      .execute();
  },
  async (db, bytes) => {
    await db.schema
      .createTable('check_ins')
      .addColumn('conversation', 'text', (column) => column.primaryKey().references('conversations.key').onDelete('cascade'))
      .addColumn('body', sql.raw(bytes), (column) => column.notNull())
      .addColumn('due_at', 'bigint', (column) => column.notNull())
      .execute();
    await db.schema.createIndex('check_ins_due').on('check_ins').column('due_at').execute();
  },
];

/** Up to the latest, or to an earlier state. */
export async function migrate(db: Kysely<Tables>, bytes: BytesType, upTo = migrations.length): Promise<void> {
  await db.schema
    .createTable('meta')
    .ifNotExists()
    .addColumn('name', 'text', (column) => column.primaryKey())
    .addColumn('value', sql.raw(bytes), (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('migrations')
    .ifNotExists()
    .addColumn('number', 'integer', (column) => column.primaryKey())
    .execute();
  const done = new Set((await db.selectFrom('migrations').select('number').execute()).map(({ number }) => Number(number)));
  const newer = Math.max(0, ...done);
  if (newer > migrations.length) throw new Error(`the store was written by a newer version (state ${newer}): install that one`);
  for (const [index, change] of migrations.slice(0, upTo).entries()) {
    if (done.has(index + 1)) continue;
    await db.transaction().execute(async (tx) => {
      // Another process may have come first: the note is what decides.
      const noted = await tx
        .insertInto('migrations')
        .values({ number: index + 1 })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirstOrThrow();
      if (noted.numInsertedOrUpdatedRows === 1n) await change(tx, bytes);
    });
  }
}
