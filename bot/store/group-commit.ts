import type { Kysely, Transaction } from 'kysely';
import type { Tables } from './schema.ts';

type Job<T> = (tx: Transaction<Tables>) => Promise<T>;

interface Waiting {
  inGroup(tx: Transaction<Tables>): Promise<void>;
  done(): void;
  failed(error: unknown): void;
  alone(): Promise<void>;
}

/**
 * Writes that come at the same time share one transaction, and so one wait for the disk. When one of them fails nothing of the others
 * is lost: each is then written in a transaction of its own.
 */
export function groupCommit(db: Kysely<Tables>): <T>(job: Job<T>) => Promise<T> {
  let waiting: Waiting[] = [];
  let scheduled = false;

  async function drain(): Promise<void> {
    while (waiting.length > 0) {
      const group = waiting;
      waiting = [];
      await commit(group);
    }
    scheduled = false;
  }

  async function commit(group: Waiting[]): Promise<void> {
    try {
      await db.transaction().execute(async (tx) => {
        for (const each of group) await each.inGroup(tx);
      });
    } catch (error) {
      if (group.length === 1) return group[0]!.failed(error);
      for (const each of group) await each.alone();
      return;
    }
    for (const each of group) each.done();
  }

  return (job) =>
    new Promise((resolve, reject) => {
      let result: Awaited<ReturnType<typeof job>>;
      waiting.push({
        async inGroup(tx) {
          result = await job(tx);
        },
        done: () => resolve(result),
        failed: reject,
        alone: () => db.transaction().execute(job).then(resolve, reject),
      });
      if (scheduled) return;
      scheduled = true;
      // At the end of this round of the event loop: whatever else has arrived by then goes along.
      setImmediate(() => void drain());
    });
}
