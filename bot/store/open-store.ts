import type { Config } from '../config.ts';
import { dataKey } from './data-key.ts';
import type { Engine } from './engine.ts';
import { openRing } from './keyring.ts';
import { connectPostgres } from './postgres.ts';
import { createSealer, type Sealer } from './sealer.ts';
import { sqlStore } from './sql-store.ts';
import { connectSqlite } from './sqlite.ts';
import type { Store } from './store.ts';

export interface Opened {
  store: Store;
  sealer: Sealer;
  engine: Engine;
}

/** The store of `STORE_URL`, its tables up to date. `keys`: the operator's, the present one first. Throws when none of them fits. */
export async function openStore(where: Config['store'], keys: string[]): Promise<Opened> {
  const engine = await connect(where);
  try {
    const operator = keys.map(dataKey);
    const sealer = createSealer(await openRing(engine.db, operator), operator);
    return { store: sqlStore(engine, sealer), sealer, engine };
  } catch (error) {
    await engine.close();
    throw error;
  }
}

export function connect(where: Config['store']): Promise<Engine> {
  return where.kind === 'sqlite' ? connectSqlite(where.file) : connectPostgres(where.url, where.connections);
}
