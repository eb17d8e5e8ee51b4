import type { Kysely } from 'kysely';
import type { Tables } from './schema.ts';
import type { Sealer } from './sealer.ts';

export type Action = 'content' | 'erase' | 'expire' | 'export' | 'opt-out' | 'restore' | 'rotate' | 'undelivered';

export interface Entry {
  number: number;
  at: number;
  action: Action;
  /** What it was done to: a conversation's name in the store, a version, a count. Never a patient's own words or number. */
  subject: string;
  /** Who did it: the patient, the bot, or the account of the operator. */
  actor: string;
}

/** What was erased, taken out or changed, and by whom. Each entry is signed together with all before it. */
export interface Audit {
  /** `within`: a transaction of which the entry is a part. */
  append(action: Action, subject: string, actor: string, within?: Kysely<Tables>): Promise<Entry>;
  entries(): Promise<Entry[]>;
  /** The number of the first entry that was changed or is missing; nothing when all is as it was written. */
  firstBroken(): Promise<number | undefined>;
}

type Row = Tables['audit'];

/** `exclusive` keeps others from writing between our reading of the last entry and our writing of the next. */
export function createAudit(db: Kysely<Tables>, sealer: Sealer, exclusive: (tx: Kysely<Tables>) => Promise<unknown>): Audit {
  const hashOf = ({ number, at, action, subject, actor }: Omit<Row, 'hash'>, before: string) =>
    sealer.sign(`audit|${JSON.stringify([number, Number(at), action, subject, actor, before])}`);
  const rows = () => db.selectFrom('audit').selectAll().orderBy('number').execute();
  async function append(tx: Kysely<Tables>, action: Action, subject: string, actor: string): Promise<Entry> {
    await exclusive(tx);
    const last = await tx.selectFrom('audit').select(['number', 'hash']).orderBy('number', 'desc').limit(1).executeTakeFirst();
    const entry = { number: Number(last?.number ?? 0) + 1, at: Date.now(), action, subject, actor };
    await tx
      .insertInto('audit')
      .values({ ...entry, hash: hashOf(entry, last?.hash ?? '') })
      .execute();
    return entry;
  }

  return {
    append: (action, subject, actor, within) =>
      within ? append(within, action, subject, actor) : db.transaction().execute((tx) => append(tx, action, subject, actor)),
    async entries() {
      return (await rows()).map(({ hash, ...entry }) => ({ ...entry, number: Number(entry.number), at: Number(entry.at) }) as Entry);
    },
    async firstBroken() {
      let before = '';
      let expected = 1;
      for (const row of await rows()) {
        const { hash, ...entry } = { ...row, number: Number(row.number) };
        if (entry.number !== expected || hash !== hashOf(entry, before)) return expected;
        before = hash;
        expected++;
      }
      return undefined;
    },
  };
}
