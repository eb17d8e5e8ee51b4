import { type Kysely, sql, type Transaction } from 'kysely';
import type { Session } from '../../dialogs/session.ts';
import type { Inbound, Outbound } from '../activity.ts';
import type { Tables } from './schema.ts';
import type { Sealer } from './seal.ts';
import type { Commit, Page, Store, Stored } from './store.ts';

/** Another turn of the conversation was committed since this one began. */
class Overtaken extends Error {}

/** The store in SQL that both engines speak. Conversation and activity ids may be phone numbers: only names made from them are stored. */
export function sqlStore(db: Kysely<Tables>, sealer: Sealer): Store {
  const activityRow = (key: string, seq: number) => `activity|${key}|${seq}`;
  const sessionRow = (key: string, version: number) => `session|${key}|${version}`;
  const openActivity = <T>(key: string, row: { seq: number; body: Uint8Array | ArrayBuffer }) =>
    sealer.open<T>(row.body, activityRow(key, Number(row.seq)));

  /** The conversation's new last place; the compare-and-set that everything else in the transaction depends on. */
  async function advance(tx: Transaction<Tables>, key: string, turn: Commit, now: number): Promise<number> {
    const [added, version] = [1 + turn.replies.length, turn.version + 1];
    const session = turn.session === undefined ? null : sealer.seal(turn.session, sessionRow(key, version));
    if (turn.version === 0) {
      const made = { key, version, last_seq: added, session, created_at: now, updated_at: now };
      const { numInsertedOrUpdatedRows } = await tx
        .insertInto('conversations')
        .values(made)
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirstOrThrow();
      if (numInsertedOrUpdatedRows !== 1n) throw new Overtaken();
      return added;
    }
    const row = await tx
      .updateTable('conversations')
      .set((set) => ({ version, session, updated_at: now, last_seq: set('last_seq', '+', added) }))
      .where('key', '=', key)
      .where('version', '=', turn.version)
      .returning('last_seq')
      .executeTakeFirst();
    if (!row) throw new Overtaken();
    return Number(row.last_seq);
  }

  async function write(tx: Transaction<Tables>, key: string, turn: Commit): Promise<Stored[]> {
    const now = Date.now();
    const first = (await advance(tx, key, turn, now)) - turn.replies.length;
    const replies = turn.replies.map((activity, index) => ({ conversation: key, seq: first + 1 + index, activity }));
    const answers = sealer.name(turn.inbound.id);
    const row = (seq: number, activity: Inbound | Outbound, answered: string | null) => ({
      conversation: key,
      seq,
      activity: sealer.name(activity.id),
      answers: answered,
      body: sealer.seal(activity, activityRow(key, seq)),
      at: now,
    });
    const rows = [row(first, turn.inbound, null), ...replies.map(({ seq, activity }) => row(seq, activity, answers))];
    await tx.insertInto('activities').values(rows).execute();
    if (turn.sendBy !== undefined && replies.length > 0) {
      const due_at = turn.sendBy;
      await tx
        .insertInto('outbox')
        .values(replies.map(({ seq }) => ({ conversation: key, seq, attempts: 0, due_at, since: now })))
        .execute();
    }
    return replies;
  }

  return {
    async load(id, activityId) {
      const key = sealer.name(id);
      const row = await db.selectFrom('conversations').select(['version', 'session']).where('key', '=', key).executeTakeFirst();
      if (!row) return { version: 0 };
      const version = Number(row.version);
      const session = row.session === null ? undefined : sealer.open<Session>(row.session, sessionRow(key, version));
      const name = sealer.name(activityId);
      const seen = await db
        .selectFrom('activities')
        .select('seq')
        .where('conversation', '=', key)
        .where('activity', '=', name)
        .executeTakeFirst();
      if (!seen) return { version, session };
      const answered = await db
        .selectFrom('activities')
        .select(['seq', 'body'])
        .where('conversation', '=', key)
        .where('seq', '>', seen.seq)
        .where('answers', '=', name)
        .orderBy('seq')
        .execute();
      return {
        version,
        session,
        replies: answered.map((one) => ({ conversation: key, seq: Number(one.seq), activity: openActivity<Outbound>(key, one) })),
      };
    },

    async commit(id, turn) {
      const key = sealer.name(id);
      try {
        return await db.transaction().execute((tx) => write(tx, key, turn));
      } catch (error) {
        if (error instanceof Overtaken) return undefined;
        throw error;
      }
    },

    async since(id, seq): Promise<Page | undefined> {
      const key = sealer.name(id);
      const known = await db.selectFrom('conversations').select('last_seq').where('key', '=', key).executeTakeFirst();
      if (!known) return undefined;
      const rows = await db
        .selectFrom('activities')
        .select(['seq', 'body'])
        .where('conversation', '=', key)
        .where('seq', '>', seq)
        .orderBy('seq')
        .execute();
      const watermark = Number(rows.at(-1)?.seq ?? known.last_seq);
      return { activities: rows.map((row) => openActivity<Inbound | Outbound>(key, row)), watermark };
    },

    async due(now, limit) {
      const rows = await db
        .selectFrom('outbox')
        .innerJoin('activities', (join) =>
          join.onRef('activities.conversation', '=', 'outbox.conversation').onRef('activities.seq', '=', 'outbox.seq'),
        )
        .select(['outbox.conversation', 'outbox.seq', 'outbox.attempts', 'outbox.since', 'activities.body'])
        .where('outbox.due_at', '<=', now)
        .orderBy('outbox.since')
        .orderBy('outbox.seq')
        .limit(limit)
        .execute();
      return rows.map((row) => ({
        conversation: row.conversation,
        seq: Number(row.seq),
        attempts: Number(row.attempts),
        since: Number(row.since),
        activity: openActivity<Outbound>(row.conversation, row),
      }));
    },

    async delivered(replies) {
      for (const { conversation, seq } of replies) {
        await db.deleteFrom('outbox').where('conversation', '=', conversation).where('seq', '=', seq).execute();
      }
    },

    async postpone(replies, at) {
      for (const { conversation, seq } of replies) {
        await db
          .updateTable('outbox')
          .set((set) => ({ attempts: set('attempts', '+', 1), due_at: at }))
          .where('conversation', '=', conversation)
          .where('seq', '=', seq)
          .execute();
      }
    },

    async releaseAll() {
      await db.updateTable('outbox').set({ due_at: 0 }).execute();
    },

    async ping() {
      await sql`select 1`.execute(db);
    },

    close: () => db.destroy(),
  };
}
