import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { openStore } from '../../../bot/store/open-store.ts';
import { KEY, storeContract } from './support/contract.ts';
import { CONVERSATION, inbound, speak } from './support/turns.ts';

const place = async () => ({ kind: 'sqlite' as const, file: join(mkdtempSync(join(tmpdir(), 'store-')), 'bot.db') });

describe('the store in SQLite', () => {
  storeContract(place);

  it('writes no word, phone number or id in the clear; erased, not even what it was sealed to', async () => {
    const where = await place();
    const { store, engine } = await openStore(where, [KEY]);
    const bytes = () => Buffer.concat(readdirSync(join(where.file, '..')).map((name) => readFileSync(join(where.file, '..', name))));
    for (let index = 0; index < 30; index++) await speak(store, 'a', {}, `page|${index}`);
    await speak(store, 'activity-one', { inbound: inbound('activity-one', 'canary symptom'), sendWithin: 0 });
    for (const told of ['canary', '3105550100', 'activity-one', '"turns"']) expect(bytes().includes(told), told).to.equal(false);

    const own = { conversation: store.name(CONVERSATION), name: (await store.load(CONVERSATION, '')).dataKey as Buffer };
    const sealed = await engine.db.selectFrom('activities').select('body').where('conversation', '=', own.conversation).execute();
    const traces = [own.name, ...sealed.map(({ body }) => Buffer.from(body as ArrayBuffer))];
    for (const trace of traces) expect(bytes().includes(trace)).to.equal(true);
    await store.erase(CONVERSATION, 'patient');
    for (const trace of traces) expect(bytes().includes(trace)).to.equal(false);
    await store.close();
    for (const trace of traces) expect(bytes().includes(trace)).to.equal(false);
  });
});
