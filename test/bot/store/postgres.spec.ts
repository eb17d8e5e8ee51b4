import { expect } from 'chai';
import { before, describe, it } from 'mocha';
import { openStore } from '../../../bot/store/open-store.ts';
import { type PostgresServer, sharedPostgres } from '../../support/postgres-server.ts';
import { KEY, storeContract } from './support/contract.ts';
import { CONVERSATION, inbound, pause, speak } from './support/turns.ts';

describe('the store in PostgreSQL', () => {
  let server: PostgresServer;
  const place = async () => ({ kind: 'postgres' as const, url: await server.database(), connections: 4 });
  before(async () => {
    server = await sharedPostgres();
  });

  storeContract(place);

  it('writes no word, phone number or id in the clear', async () => {
    const where = await place();
    const { store, engine } = await openStore(where, [KEY]);
    const said = inbound('activity-one', 'canary symptom');
    await speak(store, 'activity-one', { inbound: said, sendWithin: 0, checkIn: { key: CONVERSATION, due: 1, place: said } });
    const tables = ['meta', 'conversations', 'activities', 'outbox', 'check_ins', 'audit'] as const;
    const rows = await Promise.all(tables.map((table) => engine.db.selectFrom(table).selectAll().execute()));
    const all = rows
      .flat()
      .flatMap((row) => Object.values(row).map((value) => Buffer.from(value instanceof Uint8Array ? value : String(value))));
    const everything = Buffer.concat(all).toString('latin1');
    await store.close();
    expect(everything.length).to.be.greaterThan(500);
    for (const told of ['canary', '3105550100', 'activity-one', '"turns"']) expect(everything.includes(told), told).to.equal(false);
  });

  it('migrates once when several processes start at once', async () => {
    const where = await place();
    const opened = await Promise.all([1, 2, 3, 4].map(() => openStore(where, [KEY])));
    const names = opened.map(({ store }) => store.name(CONVERSATION));
    await Promise.all(opened.map(({ store }) => store.close()));
    expect(new Set(names).size).to.equal(1);
  });

  it('tells every other process in which conversation something happened, and itself nothing', async () => {
    const where = await place();
    const [one, two] = await Promise.all([openStore(where, [KEY]), openStore(where, [KEY])]);
    const heard: [string[], string[]] = [[], []];
    one.store.watch((name) => heard[0].push(name ?? 'all'));
    two.store.watch((name) => heard[1].push(name ?? 'all'));
    await until(() => heard.every((names) => names.includes('all')));
    const keys = Array.from({ length: 300 }, (_, index) => `page|${index}`);
    for (const key of keys) await speak(one.store, 'a', {}, key);
    await until(() => heard[1].length > keys.length);
    await Promise.all([one.store.close(), two.store.close()]);
    expect(heard[0]).to.deep.equal(['all']);
    expect(heard[1].slice(1).sort()).to.deep.equal(keys.map((key) => one.store.name(key)).sort());
  });

  it('says that something may have been missed when the connection by which it listens was cut', async () => {
    const where = await place();
    const [one, two] = await Promise.all([openStore(where, [KEY]), openStore(where, [KEY])]);
    const heard: (string | undefined)[] = [];
    two.store.watch((name) => heard.push(name));
    await until(() => heard.length === 1);
    await server.query("select pg_terminate_backend(pid) from pg_stat_activity where query like 'listen %'");
    await until(() => heard.length === 2);
    await speak(one.store, 'a');
    await until(() => heard.length === 3);
    await Promise.all([one.store.close(), two.store.close()]);
    expect(heard).to.deep.equal([undefined, undefined, one.store.name(CONVERSATION)]);
  });

  it('goes on after every connection was cut', async () => {
    const { store } = await openStore(await place(), [KEY]);
    await speak(store, 'a');
    await server.query("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'headache-triage-bot'");
    await pause(100);
    await speak(store, 'b');
    const page = await store.since(CONVERSATION, 0);
    await store.close();
    expect(page!.activities.map(({ id }) => id)).to.deep.equal(['a', 'r-a', 'b', 'r-b']);
  });
});

async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; tries < 500 && !holds(); tries++) await pause(20);
  expect(holds(), 'it never came to hold').to.equal(true);
}
