import { sql } from 'kysely';
import type { Engine } from './engine.ts';
import { prepared, preparedRows, type Value } from './prepared.ts';
import type { Bytes } from './sealer.ts';

interface Asked {
  key: string;
  activity: string;
}

interface Step {
  key: string;
  /** After the turn. */
  version: number;
  session: Bytes | null;
  dataKey: Bytes;
  /** The key and the version from which the turn began. */
  before: Bytes | null;
  from: number;
  /** How many activities the turn adds. */
  added: number;
}

interface Said extends Place {
  activity: string;
  answers: string | null;
  body: Bytes;
}

interface Place {
  conversation: string;
  seq: number;
}

interface ToSend extends Place {
  /** In so many ms it is due. */
  within: number;
}

export type TurnQueries = ReturnType<typeof turnQueries>;

/** What every turn asks of the store. */
export function turnQueries({ db, now }: Pick<Engine, 'db' | 'now'>) {
  return {
    /** `said` is null unless the activity is known already. */
    load: prepared((value: Value<Asked>) =>
      db
        .selectFrom('conversations')
        .leftJoin('activities as said', (join) =>
          join.onRef('said.conversation', '=', 'conversations.key').on('said.activity', '=', value('activity')),
        )
        .select(['version', 'session', 'data_key', 'said.seq as said'])
        .where('key', '=', value('key')),
    ),

    /** Nothing comes back when another turn began the conversation. */
    begin: prepared((value: Value<Step>) =>
      db
        .insertInto('conversations')
        .values({
          key: value('key'),
          version: value('version'),
          last_seq: value('added'),
          session: value('session'),
          data_key: value('dataKey'),
          created_at: now(),
          updated_at: now(),
        })
        .onConflict((conflict) => conflict.doNothing())
        .returning('last_seq'),
    ),

    /** Nothing comes back when another turn came first. */
    advance: prepared((value: Value<Step>) =>
      db
        .updateTable('conversations')
        .set((set) => ({
          version: value('version'),
          session: value('session'),
          data_key: value('dataKey'),
          updated_at: now(),
          last_seq: set('last_seq', '+', value('added')),
        }))
        .where('key', '=', value('key'))
        .where('version', '=', value('from'))
        // It may have been erased meanwhile, begun anew, and have come to the same version.
        .where('data_key', 'is not distinct from', value('before'))
        .returning('last_seq'),
    ),

    say: preparedRows<Said, unknown>(['conversation', 'seq', 'activity', 'answers', 'body'], (rows) =>
      db.insertInto('activities').values(rows.map((row) => ({ ...row, at: now() }))),
    ),

    sent: preparedRows<Place, unknown>(['conversation', 'seq'], (rows) =>
      db.deleteFrom('outbox').where(({ or, and }) => or(rows.map(({ conversation, seq }) => and({ conversation, seq })))),
    ),

    toSend: preparedRows<ToSend, unknown>(['conversation', 'seq', 'within'], (rows) =>
      db
        .insertInto('outbox')
        .values(rows.map(({ within, ...place }) => ({ ...place, attempts: 0, due_at: sql<number>`${now()} + ${within}`, since: now() }))),
    ),
  };
}
