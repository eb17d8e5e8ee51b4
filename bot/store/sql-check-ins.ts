import type { Transaction } from 'kysely';
import type { Engine } from './engine.ts';
import type { Tables } from './schema.ts';
import type { Sealer, Sealing } from './sealer.ts';
import type { CheckIn, Commit, Store } from './store.ts';

export interface CheckInRows extends Pick<Store, 'claimCheckIns'> {
  /** The conversation's one check-in as the turn left it: another, none, or as it was. */
  keep(tx: Transaction<Tables>, conversation: string, seal: Sealing['seal'], checkIn: Commit['checkIn']): Promise<void>;
}

/** Who is to be asked later whether they reached the clinic, and where. Goes with its conversation. */
export function sqlCheckIns({ db, write, shared }: Engine, sealer: Sealer): CheckInRows {
  return {
    async keep(tx, conversation, seal, checkIn) {
      if (checkIn === undefined) return;
      await tx.deleteFrom('check_ins').where('conversation', '=', conversation).execute();
      if (checkIn === null) return;
      const body = seal(checkIn, checkInRow(conversation));
      await tx.insertInto('check_ins').values({ conversation, body, due_at: checkIn.due }).execute();
    },

    async claimCheckIns(now, lease, limit) {
      const names = await write(async (tx) => {
        const due = await tx
          .selectFrom('check_ins')
          .select('conversation')
          .where('due_at', '<=', now)
          .orderBy('due_at')
          .limit(limit)
          .$if(shared, (query) => query.forUpdate().skipLocked())
          .execute();
        const claimed = due.map(({ conversation }) => conversation);
        if (claimed.length === 0) return claimed;
        await tx
          .updateTable('check_ins')
          .set({ due_at: now + lease })
          .where('conversation', 'in', claimed)
          .execute();
        return claimed;
      });
      if (names.length === 0) return [];
      const rows = await db
        .selectFrom('check_ins')
        .innerJoin('conversations', 'conversations.key', 'check_ins.conversation')
        .select(['check_ins.conversation', 'check_ins.body', 'conversations.data_key'])
        .where('check_ins.conversation', 'in', names)
        .execute();
      return rows.map(({ conversation, body, data_key }) =>
        sealer.with(conversation, data_key).open<CheckIn>(body, checkInRow(conversation)),
      );
    },
  };
}

function checkInRow(conversation: string): string {
  return `check-in|${conversation}`;
}
