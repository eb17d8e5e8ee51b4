import type { Kysely, RawBuilder, Transaction } from 'kysely';
import type { Tables } from './schema.ts';

/** What the two engines do each in their own way. */
export interface Engine {
  db: Kysely<Tables>;
  /** The engine's clock, in ms. */
  now(): RawBuilder<number>;
  /** Writes in a transaction; the engine may put several of them into one. A job that throws leaves nothing and harms no other. */
  write<T>(job: (tx: Transaction<Tables>) => Promise<T>): Promise<T>;
  /** Several processes share the database. */
  shared: boolean;
  /** Keeps others from writing to the audit until the transaction ends. */
  lockAudit(tx: Kysely<Tables>): Promise<unknown>;
  /** Overwrites what was deleted, as far as the engine can. */
  scrub(): Promise<void>;
  /** Tells the other processes. */
  announce(name: string): void;
  watch(changed: (name: string | undefined) => void): void;
  close(): Promise<void>;
}

/** Where an activity belongs: it is sealed to this place. */
export function activityRow(key: string, seq: number): string {
  return `activity|${key}|${seq}`;
}
