import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { type Config, ConfigError } from '../config.ts';

/** The operator's keys, the present one first. Without any, one beside the database: whoever copies both files can read everything. */
export function readKeys({ DATA_KEY, DATA_KEY_OLD, store }: Pick<Config, 'DATA_KEY' | 'DATA_KEY_OLD' | 'store'>): string[] {
  if (DATA_KEY) return [DATA_KEY, ...(DATA_KEY_OLD ? [DATA_KEY_OLD] : [])];
  if (store.kind !== 'sqlite') throw new ConfigError(['DATA_KEY must be set with a PostgreSQL store: `openssl rand -base64 32` makes one']);
  return [localKey(`${store.file}.key`)];
}

function localKey(file: string): string {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  try {
    writeFileSync(file, randomBytes(32).toString('base64'), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return readFileSync(file, 'utf8').trim();
}
