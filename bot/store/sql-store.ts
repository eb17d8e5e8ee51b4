import { sql, type Transaction } from 'kysely';
import type { Unanswered } from '../../dialogs/faq/unanswered.ts';
import type { Session } from '../../dialogs/session.ts';
import type { Inbound, Outbound } from '../activity.ts';
import { createAudit } from './audit.ts';
import { activityRow, type Engine } from './engine.ts';
import type { Tables } from './schema.ts';
import { bufferOf, type Sealer, type Sealing } from './sealer.ts';
import { sqlOutbox } from './sql-outbox.ts';
import type { Commit, Known, Page, Store, Stored } from './store.ts';

/** The store in SQL that both engines speak. Conversation and activity ids may be phone numbers: only names made from them are stored. */
export function sqlStore(engine: Engine, sealer: Sealer): Store {
  const { db, now, write } = engine;
  const audit = createAudit(db, sealer, engine.lockAudit);

  /** The conversation's new last place; the compare-and-set that everything else in the transaction depends on. */
  async function advance(tx: Transaction<Tables>, key: string, turn: Commit, own: Own): Promise<number | undefined> {
    const [added, version] = [1 + turn.replies.length, turn.from.version + 1];
    const { dataKey: data_key, sealing } = own;
    const session = turn.session === undefined ? null : sealing.seal(turn.session, sessionRow(key, version));
    if (turn.from.version === 0) {
      const made = { key, version, last_seq: added, session, data_key, created_at: now(), updated_at: now() };
      const { numInsertedOrUpdatedRows } = await tx
        .insertInto('conversations')
        .values(made)
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirstOrThrow();
      return numInsertedOrUpdatedRows === 1n ? added : undefined;
    }
    const row = await tx
      .updateTable('conversations')
      .set((set) => ({ version, session, data_key, updated_at: now(), last_seq: set('last_seq', '+', added) }))
      .where('key', '=', key)
      .where('version', '=', turn.from.version)
      // It may have been erased meanwhile, begun anew, and have come to the same version.
      .where('data_key', turn.from.dataKey ? '=' : 'is', turn.from.dataKey ?? null)
      .returning('last_seq')
      .executeTakeFirst();
    return row && Number(row.last_seq);
  }

  async function record(tx: Transaction<Tables>, key: string, turn: Commit): Promise<Stored[] | undefined> {
    const dataKey = turn.from.dataKey ?? sealer.newKey(key);
    const own: Own = { dataKey, sealing: sealer.with(key, dataKey) };
    const last = await advance(tx, key, turn, own);
    if (last === undefined) return undefined;
    const first = last - turn.replies.length;
    const replies = turn.replies.map((activity, index) => ({ conversation: key, seq: first + 1 + index, activity }));
    const answers = sealer.name(turn.inbound.id);
    const row = (seq: number, activity: Inbound | Outbound, name: string, answered: string | null) => ({
      conversation: key,
      seq,
      activity: name,
      answers: answered,
      body: own.sealing.seal(activity, activityRow(key, seq)),
      at: now(),
    });
    const answered = replies.map(({ seq, activity }) => row(seq, activity, sealer.name(activity.id), answers));
    await tx
      .insertInto('activities')
      .values([row(first, turn.inbound, answers, null), ...answered])
      .execute();
    if (turn.unanswered) {
      const body = own.sealing.seal(turn.unanswered, questionRow(key, first));
      await tx.insertInto('questions').values({ conversation: key, seq: first, body }).execute();
    }
    if (turn.sendWithin !== undefined && replies.length > 0) {
      const due_at = sql<number>`${now()} + ${turn.sendWithin}`;
      await tx
        .insertInto('outbox')
        .values(replies.map(({ seq }) => ({ conversation: key, seq, attempts: 0, due_at, since: now() })))
        .execute();
    }
    return replies;
  }

  async function answersTo(key: string, activity: string, sealing: Sealing): Promise<Stored[] | undefined> {
    const rows = await db
      .selectFrom('activities as said')
      .leftJoin('activities as answer', (join) =>
        join
          .onRef('answer.conversation', '=', 'said.conversation')
          .onRef('answer.seq', '>', 'said.seq')
          .onRef('answer.answers', '=', 'said.activity'),
      )
      .select(['answer.seq', 'answer.body'])
      .where('said.conversation', '=', key)
      .where('said.activity', '=', activity)
      .orderBy('answer.seq')
      .execute();
    if (rows.length === 0) return undefined;
    return rows.flatMap(({ seq, body }) =>
      seq === null || body === null
        ? []
        : [{ conversation: key, seq: Number(seq), activity: sealing.open<Outbound>(body, activityRow(key, seq)) }],
    );
  }

  return {
    name: (key) => sealer.name(key),

    async load(id, activityId): Promise<Known> {
      const key = sealer.name(id);
      const row = await db.selectFrom('conversations').select(['version', 'session', 'data_key']).where('key', '=', key).executeTakeFirst();
      if (!row) return { version: 0 };
      const [version, sealing] = [Number(row.version), sealer.with(key, row.data_key)];
      const session = row.session === null ? undefined : sealing.open<Session>(row.session, sessionRow(key, version));
      const dataKey = row.data_key && bufferOf(row.data_key);
      return { version, session, dataKey, replies: await answersTo(key, sealer.name(activityId), sealing) };
    },

    async commit(id, turn) {
      const key = sealer.name(id);
      const stored = await write((tx) => record(tx, key, turn));
      if (stored) engine.announce(key);
      return stored;
    },

    async since(id, seq): Promise<Page | undefined> {
      const key = sealer.name(id);
      const known = await db.selectFrom('conversations').select(['last_seq', 'data_key']).where('key', '=', key).executeTakeFirst();
      if (!known) return undefined;
      const rows = await db
        .selectFrom('activities')
        .select(['seq', 'body'])
        .where('conversation', '=', key)
        .where('seq', '>', seq)
        .orderBy('seq')
        .execute();
      const sealing = sealer.with(key, known.data_key);
      const activities = rows.map((row) => sealing.open<Inbound | Outbound>(row.body, activityRow(key, Number(row.seq))));
      return { activities, watermark: Number(rows.at(-1)?.seq ?? known.last_seq) };
    },

    ...sqlOutbox(engine, sealer),

    async erase(id, actor) {
      const key = sealer.name(id);
      const erased = await write(async (tx) => {
        const { numDeletedRows } = await tx.deleteFrom('conversations').where('key', '=', key).executeTakeFirstOrThrow();
        if (numDeletedRows > 0n) await audit.append('erase', key, actor, tx);
        return numDeletedRows > 0n;
      });
      if (!erased) return false;
      await engine.scrub();
      engine.announce(key);
      return true;
    },

    async expire(ms, limit) {
      const age = sql<number>`${now()} - ${ms}`;
      const old = db.selectFrom('conversations').select('key').where('updated_at', '<', age).orderBy('updated_at').limit(limit);
      const count = await write(async (tx) => {
        const { numDeletedRows } = await tx.deleteFrom('conversations').where('key', 'in', old).executeTakeFirstOrThrow();
        if (numDeletedRows > 0n) await audit.append('expire', String(numDeletedRows), 'retention', tx);
        return Number(numDeletedRows);
      });
      if (count > 0) await engine.scrub();
      return count;
    },

    async unanswered() {
      const rows = await db
        .selectFrom('questions as question')
        .innerJoin('conversations', 'conversations.key', 'question.conversation')
        .innerJoin('activities as said', (join) =>
          join.onRef('said.conversation', '=', 'question.conversation').onRef('said.seq', '=', 'question.seq'),
        )
        .select(['question.conversation', 'question.seq', 'question.body', 'said.at', 'conversations.data_key'])
        .orderBy('said.at')
        .execute();
      return rows.map(({ conversation, seq, body, at, data_key }) => ({
        ...sealer.with(conversation, data_key).open<Unanswered>(body, questionRow(conversation, Number(seq))),
        at: Number(at),
      }));
    },

    watch: engine.watch,
    audit,

    async ping() {
      await sql`select 1`.execute(db);
    },

    close: engine.close,
  };
}

interface Own {
  dataKey: NonNullable<Known['dataKey']>;
  sealing: Sealing;
}

function questionRow(key: string, seq: number): string {
  return `question|${key}|${seq}`;
}

function sessionRow(key: string, version: number): string {
  return `session|${key}|${version}`;
}
