import { createHmac } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { dataKey } from '../../../bot/store/data-key.ts';
import type { Engine } from '../../../bot/store/engine.ts';
import { type Opened, openStore } from '../../../bot/store/open-store.ts';
import { connectPostgres } from '../../../bot/store/postgres.ts';
import { seal } from '../../../bot/store/seal.ts';
import { connectSqlite } from '../../../bot/store/sqlite.ts';
import { newSession } from '../../../dialogs/session.ts';
import { sharedPostgres } from '../../support/postgres-server.ts';
import { KEY } from './support/contract.ts';
import { CONVERSATION, inbound, outbound, speak } from './support/turns.ts';

const session = { ...newSession('en'), turns: 1 };

/** A store as version 0.1 left it: one key for everything, names made from the same. */
async function writeFirst({ db }: Pick<Engine, 'db'>): Promise<void> {
  const { derive } = dataKey(KEY);
  const name = (text: string) => createHmac('sha256', derive('name')).update(text).digest('base64url');
  const sealed = (value: unknown, row: string) =>
    Buffer.concat([Buffer.from([1]), seal(derive('seal'), Buffer.from(JSON.stringify(value)), row)]);
  const key = name(CONVERSATION);
  const row = (seq: number, activity: { id: string }, answers: string | null) => ({
    conversation: key,
    seq,
    activity: name(activity.id),
    answers,
    body: sealed(activity, `activity|${key}|${seq}`),
    at: 1,
  });
  await db
    .insertInto('meta')
    .values({ name: 'key-check', value: sealed('key-check', 'key-check') })
    .execute();
  const conversation = { key, version: 1, last_seq: 2, session: sealed(session, `session|${key}|1`), created_at: 1, updated_at: 1 };
  await db
    .insertInto('conversations')
    .values(conversation as never)
    .execute();
  await db
    .insertInto('activities')
    .values([row(1, inbound('a'), null), row(2, outbound('r-a', 'a'), name('a'))])
    .execute();
  await db.insertInto('outbox').values({ conversation: key, seq: 2, attempts: 0, due_at: 1, since: 1 }).execute();
}

const engines: [name: string, make: () => Promise<{ first: Engine; open(key: string): Promise<Opened> }>][] = [
  [
    'SQLite',
    async () => {
      const file = join(mkdtempSync(join(tmpdir(), 'upgrade-')), 'bot.db');
      return { first: await connectSqlite(file, 1), open: (key) => openStore({ kind: 'sqlite', file }, [key]) };
    },
  ],
  [
    'PostgreSQL',
    async () => {
      const url = await (await sharedPostgres()).database();
      return { first: await connectPostgres(url, 2, 1), open: (key) => openStore({ kind: 'postgres', url, connections: 2 }, [key]) };
    },
  ],
];

describe('a store of version 0.1', () => {
  for (const [name, make] of engines) {
    it(`in ${name} goes on where it was, and everything said from then on has a key of its own`, async () => {
      const { first, open } = await make();
      await writeFirst(first);
      await first.close();
      const wrong = await open('another key, just as long as the first').catch((error: Error) => error.message);
      const { store, engine } = await open(KEY);
      const known = await store.load(CONVERSATION, 'a');
      const [due] = await store.claim(60_000, 9);
      await speak(store, 'b');
      const { activities } = (await store.since(CONVERSATION, 0))!;
      const formats = await engine.db.selectFrom('activities').select('body').orderBy('seq').execute();
      await store.close();
      expect(wrong).to.match(/DATA_KEY is not the key/);
      expect(known).to.deep.include({ version: 1, session });
      expect(known.replies!.map(({ activity }) => activity)).to.deep.equal([outbound('r-a', 'a')]);
      expect(due!.activity).to.deep.equal(outbound('r-a', 'a'));
      expect(activities.map(({ id }) => id)).to.deep.equal(['a', 'r-a', 'b', 'r-b']);
      expect(formats.map(({ body }) => Buffer.from(body as ArrayBuffer)[0])).to.deep.equal([1, 1, 2, 2]);
    });
  }

  it('is not opened by a version that is older than it', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'upgrade-')), 'bot.db');
    const engine = await connectSqlite(file);
    await engine.db.insertInto('migrations').values({ number: 99 }).execute();
    await engine.close();
    const opened = await connectSqlite(file).catch((error: Error) => error.message);
    expect(opened).to.match(/newer version/);
  });
});
