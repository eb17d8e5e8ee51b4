import { sql } from 'kysely';
import type { Outbound } from '../activity.ts';
import { activityRow, type Engine } from './engine.ts';
import type { Sealer } from './sealer.ts';
import type { Store, Undelivered } from './store.ts';
import type { TurnQueries } from './turn-queries.ts';

/** Nothing is put off for so long: where something seems to be, the clock was set back, and it is due. */
const NEVER_SO_LATE = 15 * 60_000;

/** So many rows in one statement, and no more: each number is a statement of its own that is kept. */
const AT_ONCE = 50;

/** The replies that nobody received yet. */
export function sqlOutbox(
  { db, now, write, shared }: Engine,
  sealer: Sealer,
  queries: Pick<TurnQueries, 'sent'>,
): Pick<Store, 'claim' | 'delivered' | 'postpone' | 'recover' | 'backlog'> {
  const isDue = (column: string) =>
    sql<boolean>`(${sql.ref(column)} <= ${now()} or ${sql.ref(column)} > ${now()} + ${sql.lit(NEVER_SO_LATE)})`;

  return {
    async claim(lease, limit) {
      const claimed = await write(async (tx) => {
        // What was said later waits for what was said before, so that only a conversation's first reply may open it.
        const heads = tx
          .selectFrom('outbox as head')
          .select(['head.conversation'])
          .where(isDue('head.due_at'))
          .where(({ not, exists, selectFrom }) =>
            not(
              exists(
                selectFrom('outbox as earlier')
                  .select('earlier.seq')
                  .whereRef('earlier.conversation', '=', 'head.conversation')
                  .whereRef('earlier.seq', '<', 'head.seq'),
              ),
            ),
          )
          .orderBy('head.since')
          .limit(limit)
          .$if(shared, (query) => query.forUpdate().skipLocked());
        const names = (await heads.execute()).map(({ conversation }) => conversation);
        if (names.length === 0) return [];
        return tx
          .updateTable('outbox')
          .set({ due_at: sql<number>`${now()} + ${lease}` })
          .where('conversation', 'in', names)
          .where(isDue('due_at'))
          .returning(['conversation', 'seq', 'attempts', sql<number>`${now()} - since`.as('age')])
          .execute();
      });
      if (claimed.length === 0) return [];
      const rows = await db
        .selectFrom('activities')
        .innerJoin('conversations', 'conversations.key', 'activities.conversation')
        .select(['activities.conversation', 'activities.seq', 'activities.body', 'conversations.data_key'])
        .where(
          'activities.conversation',
          'in',
          claimed.map(({ conversation }) => conversation),
        )
        .where(
          'activities.seq',
          'in',
          claimed.map(({ seq }) => seq),
        )
        .execute();
      const bodies = new Map(rows.map((row) => [activityRow(row.conversation, Number(row.seq)), row]));
      return claimed
        .flatMap(({ conversation, seq, attempts, age }): Undelivered[] => {
          const place = activityRow(conversation, Number(seq));
          const row = bodies.get(place);
          if (!row) return [];
          const activity = sealer.with(conversation, row.data_key).open<Outbound>(row.body, place);
          return [{ conversation, seq: Number(seq), attempts: Number(attempts), age: Number(age), activity }];
        })
        .sort((one, other) => other.age - one.age || one.seq - other.seq);
    },

    async delivered(replies) {
      if (replies.length === 0) return;
      await write(async (tx) => {
        for (let from = 0; from < replies.length; from += AT_ONCE) await queries.sent(tx, replies.slice(from, from + AT_ONCE));
      });
    },

    async postpone(replies, ms) {
      if (replies.length === 0) return;
      await write(async (tx) => {
        for (const [conversation, seqs] of places(replies)) {
          await tx
            .updateTable('outbox')
            .set((set) => ({ attempts: set('attempts', '+', 1), due_at: sql<number>`${now()} + ${ms}` }))
            .where('conversation', '=', conversation)
            .where('seq', 'in', seqs)
            .execute();
        }
      });
    },

    async recover() {
      if (!shared) await write((tx) => tx.updateTable('outbox').set({ due_at: 0 }).execute());
    },

    async backlog() {
      const row = await db
        .selectFrom('outbox')
        .select(({ fn }) => [fn.countAll().as('undelivered'), sql<number>`coalesce(max(${now()} - since), 0)`.as('age')])
        .executeTakeFirstOrThrow();
      return { undelivered: Number(row.undelivered), age: Math.max(0, Number(row.age)) };
    },
  };
}

function places(replies: { conversation: string; seq: number }[]): Map<string, number[]> {
  const byConversation = new Map<string, number[]>();
  for (const { conversation, seq } of replies) byConversation.set(conversation, [...(byConversation.get(conversation) ?? []), seq]);
  return byConversation;
}
