import { sql, type Transaction } from 'kysely';
import type { Unanswered } from '../../dialogs/faq/unanswered.ts';
import type { Session } from '../../dialogs/session.ts';
import type { Inbound, Outbound } from '../activity.ts';
import { createAudit } from './audit.ts';
import { activityRow, type Engine } from './engine.ts';
import { type Opened, recentlyOpened } from './recent.ts';
import type { Tables } from './schema.ts';
import { type Bytes, bufferOf, type Sealer, type Sealing } from './sealer.ts';
import { sqlCheckIns } from './sql-check-ins.ts';
import { sqlOutbox } from './sql-outbox.ts';
import type { Commit, Known, Page, Store, Stored } from './store.ts';
import { turnQueries } from './turn-queries.ts';

/** The store in SQL that both engines speak. Conversation and activity ids may be phone numbers: only names made from them are stored. */
export function sqlStore(engine: Engine, sealer: Sealer): Store {
  const { db, now, write } = engine;
  const audit = createAudit(db, sealer, engine.lockAudit);
  const queries = turnQueries(engine);
  const checkIns = sqlCheckIns(engine, sealer);

  const recent = recentlyOpened();

  /** What this process read lately keeps its opened key as long as its turn lasts, or the conversation is in full swing. */
  const opened = new WeakMap<Bytes, Sealing>();

  function sealingOf(key: string, dataKey: Bytes): Sealing {
    const sealing = opened.get(dataKey) ?? sealer.with(key, dataKey);
    opened.set(dataKey, sealing);
    return sealing;
  }

  /** The conversation's new last place; the compare-and-set that everything else in the transaction depends on. */
  async function advance(
    tx: Transaction<Tables>,
    key: string,
    turn: Commit,
    session: Bytes | null,
    dataKey: Bytes,
  ): Promise<number | undefined> {
    const { version: from, dataKey: before = null } = turn.from;
    const step = { key, version: from + 1, session, dataKey, before, from, added: 1 + turn.replies.length };
    const [row] = await (from === 0 ? queries.begin(tx, step) : queries.advance(tx, step));
    return row && Number(row.last_seq);
  }

  async function record(tx: Transaction<Tables>, key: string, turn: Commit): Promise<{ replies: Stored[]; opened?: Opened } | undefined> {
    const dataKey = turn.from.dataKey ?? sealer.newKey(key);
    const { seal } = sealingOf(key, dataKey);
    const { session } = turn;
    const opened = session && { session, dataKey, sealed: seal(session, sessionRow(key, turn.from.version + 1)) };
    const last = await advance(tx, key, turn, opened?.sealed ?? null, dataKey);
    if (last === undefined) return undefined;
    const first = last - turn.replies.length;
    const replies = turn.replies.map((activity, index) => ({ conversation: key, seq: first + 1 + index, activity }));
    const said = sealer.name(turn.inbound.id);
    const sealed = ({ seq, activity }: { seq: number; activity: Inbound | Outbound }) => seal(activity, activityRow(key, seq));
    await queries.say(tx, [
      { conversation: key, seq: first, activity: said, answers: null, body: sealed({ seq: first, activity: turn.inbound }) },
      ...replies.map((reply) => ({
        conversation: key,
        seq: reply.seq,
        activity: sealer.name(reply.activity.id),
        answers: said,
        body: sealed(reply),
      })),
    ]);
    if (turn.unanswered) {
      const body = seal(turn.unanswered, questionRow(key, first));
      await tx.insertInto('questions').values({ conversation: key, seq: first, body }).execute();
    }
    await checkIns.keep(tx, key, seal, turn.checkIn);
    const { sendWithin: within } = turn;
    if (within !== undefined && replies.length > 0)
      await queries.toSend(
        tx,
        replies.map(({ seq }) => ({ conversation: key, seq, within })),
      );
    return { replies, opened };
  }

  async function answersTo(key: string, activity: string, sealing: Sealing): Promise<Stored[]> {
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
      const activity = sealer.name(activityId);
      const [row] = await queries.load(db, { key, activity });
      if (!row) return { version: 0 };
      const version = Number(row.version);
      const known = row.session && row.data_key ? recent.find(key, row.session, row.data_key) : undefined;
      const dataKey = known?.dataKey ?? (row.data_key && bufferOf(row.data_key));
      const sealing = dataKey ? sealingOf(key, dataKey) : sealer.with(key, null);
      const session = known?.session ?? (row.session === null ? undefined : sealing.open<Session>(row.session, sessionRow(key, version)));
      return { version, session, dataKey, replies: row.said === null ? undefined : await answersTo(key, activity, sealing) };
    },

    async commit(id, turn) {
      const key = sealer.name(id);
      const written = await write((tx) => record(tx, key, turn));
      if (!written) return undefined;
      if (written.opened) recent.keep(key, written.opened);
      engine.announce(key);
      return written.replies;
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

    ...sqlOutbox(engine, sealer, queries),
    claimCheckIns: checkIns.claimCheckIns,

    async erase(id, actor) {
      const key = sealer.name(id);
      const erased = await write(async (tx) => {
        const { numDeletedRows } = await tx.deleteFrom('conversations').where('key', '=', key).executeTakeFirstOrThrow();
        if (numDeletedRows > 0n) await audit.append('erase', key, actor, tx);
        return numDeletedRows > 0n;
      });
      recent.forget(key);
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
      if (count === 0) return 0;
      recent.forget();
      await engine.scrub();
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

    close() {
      recent.close();
      return engine.close();
    },
  };
}

function questionRow(key: string, seq: number): string {
  return `question|${key}|${seq}`;
}

function sessionRow(key: string, version: number): string {
  return `session|${key}|${version}`;
}
