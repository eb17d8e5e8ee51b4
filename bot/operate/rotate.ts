import { dataKey } from '../store/data-key.ts';
import { openRing, rewrapRing } from '../store/keyring.ts';
import { UsageError, withStore } from './with-store.ts';

const AT_ONCE = 500;

await withStore(async ({ engine, sealer, store, keys, actor, say }) => {
  if (keys.length < 2)
    throw new UsageError('Set DATA_KEY to the new key and DATA_KEY_OLD to the one before, for the bot too, and restart it first.');
  const { db } = engine;
  const operator = keys.map(dataKey);
  await rewrapRing(db, await openRing(db, operator), operator[0]!);
  let [after, count] = ['', 0];
  for (;;) {
    const rows = await db
      .selectFrom('conversations')
      .select(['key', 'data_key'])
      .where('key', '>', after)
      .where('data_key', 'is not', null)
      .orderBy('key')
      .limit(AT_ONCE)
      .execute();
    const last = rows.at(-1);
    if (!last) break;
    after = last.key;
    await engine.write(async (tx) => {
      for (const { key, data_key } of rows) {
        const wrapped = data_key && sealer.rewrap(key, data_key);
        if (!wrapped) continue;
        await tx.updateTable('conversations').set({ data_key: wrapped }).where('key', '=', key).execute();
        count++;
      }
    });
  }
  await engine.scrub();
  await store.audit.append('rotate', String(count), actor);
  say(`${count} conversations are under the new key: remove DATA_KEY_OLD and restart the bot`);
});
