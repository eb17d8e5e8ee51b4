import { randomBytes } from 'node:crypto';
import type { Kysely } from 'kysely';
import { type DataKey, wrappedBy } from './data-key.ts';
import type { Tables } from './schema.ts';
import { unseal } from './seal.ts';
import { type Bytes, bufferOf, type Ring } from './sealer.ts';

const RING = 'keyring';
/** What version 0.1 proved its key by. */
const CHECK = 'key-check';
const KEY_BYTES = 32;

/** The store's own keys, made when it is first opened. Throws when none of the operator's keys opens them. */
export async function openRing(db: Kysely<Tables>, keys: DataKey[]): Promise<Ring> {
  const wrapped = (await read(db, RING)) ?? (await makeRing(db, keys));
  const key = keys.find(({ id }) => id === wrappedBy(wrapped));
  if (!key) throw wrongKey();
  const bytes = key.unwrap(wrapped, RING);
  const part = (index: number) => bytes.subarray(index * KEY_BYTES, (index + 1) * KEY_BYTES);
  return { naming: part(0), signing: part(1), ...(bytes.length > 2 * KEY_BYTES && { first: part(2) }) };
}

/** Wraps the store's own keys by the operator's present one. */
export async function rewrapRing(db: Kysely<Tables>, ring: Ring, present: DataKey): Promise<void> {
  await db
    .updateTable('meta')
    .set({ value: present.wrap(bytesOf(ring), RING) })
    .where('name', '=', RING)
    .execute();
}

/** A store of version 0.1 goes on with the keys that it had. Two processes may come here at once: one of them makes it. */
async function makeRing(db: Kysely<Tables>, keys: DataKey[]): Promise<Buffer> {
  const [present] = keys as [DataKey, ...DataKey[]];
  const check = await read(db, CHECK);
  const before = check && keys.find((key) => opens(key, check));
  if (check && !before) throw wrongKey();
  const fresh = () => randomBytes(KEY_BYTES);
  const ring: Ring = before
    ? { naming: before.derive('name'), signing: before.derive('sign'), first: before.derive('seal') }
    : { naming: fresh(), signing: fresh() };
  await db
    .insertInto('meta')
    .values({ name: RING, value: present.wrap(bytesOf(ring), RING) })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return (await read(db, RING))!;
}

async function read(db: Kysely<Tables>, name: string): Promise<Buffer | undefined> {
  const row = await db.selectFrom('meta').select('value').where('name', '=', name).executeTakeFirst();
  return row && bufferOf(row.value as Bytes);
}

function opens(key: DataKey, check: Buffer): boolean {
  try {
    unseal(key.derive('seal'), check.subarray(1), CHECK);
    return true;
  } catch {
    return false;
  }
}

function bytesOf({ naming, signing, first }: Ring): Buffer {
  return Buffer.concat([naming, signing, ...(first ? [first] : [])]);
}

function wrongKey(): Error {
  return new Error('DATA_KEY is not the key that this store was sealed with: set the one it was made with, or start with another store');
}
