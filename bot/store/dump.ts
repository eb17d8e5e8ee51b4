import { sql } from 'kysely';
import type { Engine } from './engine.ts';
import { bufferOf } from './sealer.ts';

/** In this order every row finds what it refers to; and within each table, by these columns. */
const TABLES = [
  ['meta', ['name']],
  ['conversations', ['key']],
  ['activities', ['conversation', 'seq']],
  ['questions', ['conversation', 'seq']],
  ['outbox', ['conversation', 'seq']],
  ['check_ins', ['conversation']],
  ['audit', ['number']],
] as const;
type Table = (typeof TABLES)[number][0];

const AT_ONCE = 500;
const BYTES = 'bytes:';
const FORMAT = 1;

interface Line {
  table: Table;
  row: Record<string, unknown>;
}

/** All rows as lines of JSON, as they stood at one moment, as sealed as they are stored. Either engine takes them back. */
export async function* dump({ db, shared }: Engine): AsyncGenerator<string> {
  const tx = await (shared ? db.startTransaction().setIsolationLevel('repeatable read') : db.startTransaction()).execute();
  try {
    yield `${JSON.stringify({ format: FORMAT })}\n`;
    for (const [table, order] of TABLES) {
      let after: unknown[] | undefined;
      do {
        const columns = sql.join(order.map((column) => sql.ref(column)));
        const rest = after ? sql`where (${columns}) > (${sql.join(after)})` : sql``;
        const { rows } = await sql<Record<string, unknown>>`
          select * from ${sql.table(table)} ${rest} order by ${columns} limit ${AT_ONCE}`.execute(tx);
        for (const row of rows) yield `${JSON.stringify({ table, row: mapped(row, written) } satisfies Line)}\n`;
        const last = rows.length < AT_ONCE ? undefined : rows.at(-1);
        after = last && order.map((column) => last[column]);
      } while (after);
    }
  } finally {
    await tx.rollback().execute();
  }
}

/** Fills an empty store and says with how many rows; nothing is written of a dump that is not whole. */
export async function load({ db }: Engine, lines: AsyncIterable<string>): Promise<number> {
  return db.transaction().execute(async (tx) => {
    const filled = await tx.selectFrom('conversations').select('key').limit(1).execute();
    if (filled.length > 0) throw new Error('the store is not empty: restore into a new one');
    for (const [table] of [...TABLES].reverse()) await tx.deleteFrom(table).execute();
    let rows = -1;
    for await (const line of lines) {
      rows++;
      const read: Line & { format?: number } = JSON.parse(line);
      if (rows === 0 && read.format !== FORMAT) throw new Error('this is no backup that this version can read');
      if (rows === 0) continue;
      if (!TABLES.some(([table]) => table === read.table)) throw new Error(`the backup has a table that is unknown: ${read.table}`);
      await tx
        .insertInto(read.table)
        .values(mapped(read.row, restored) as never)
        .execute();
    }
    if (rows < 0) throw new Error('the backup is empty');
    return rows;
  });
}

function mapped(row: Record<string, unknown>, change: (value: unknown) => unknown): Record<string, unknown> {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, change(value)]));
}

function written(value: unknown): unknown {
  return value instanceof Uint8Array || value instanceof ArrayBuffer ? BYTES + bufferOf(value).toString('base64') : value;
}

function restored(value: unknown): unknown {
  return typeof value === 'string' && value.startsWith(BYTES) ? Buffer.from(value.slice(BYTES.length), 'base64') : value;
}
