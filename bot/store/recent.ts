import type { Session } from '../../dialogs/session.ts';
import { type Bytes, bufferOf } from './sealer.ts';

/** A conversation as it lies in the store, and what that says. */
export interface Opened {
  sealed: Bytes;
  /** The conversation's wrapped key. */
  dataKey: Bytes;
  session: Session;
}

export interface Recent {
  /** What was opened before, if the very same bytes lie in the store now. */
  find(key: string, sealed: Bytes, dataKey: Bytes): Opened | undefined;
  keep(key: string, opened: Opened): void;
  /** Everything, if no conversation is named. */
  forget(key?: string): void;
  close(): void;
}

const MOST = 128;
/** A patient who has stopped writing is not kept in memory for longer, in ms. */
const FOR = 120_000;

/**
 * The conversations that are in full swing: the next message finds what the last one left without opening it again, and what was
 * worked out of it (what the rules say of its facts) still stands. Whatever else lies in the store now is not found here.
 */
export function recentlyOpened(): Recent {
  const kept = new Map<string, Opened & { at: number }>();
  const sweep = () => {
    const late = performance.now() - FOR;
    for (const [key, { at }] of kept) if (at < late) kept.delete(key);
  };
  const sweeping = setInterval(sweep, FOR / 4).unref();
  return {
    find(key, sealed, dataKey) {
      const known = kept.get(key);
      return known && same(known.sealed, sealed) && same(known.dataKey, dataKey) ? known : undefined;
    },
    keep(key, opened) {
      kept.delete(key);
      kept.set(key, { ...opened, at: performance.now() });
      if (kept.size > MOST) kept.delete(kept.keys().next().value!);
    },
    forget(key) {
      if (key === undefined) kept.clear();
      else kept.delete(key);
    },
    close() {
      clearInterval(sweeping);
      kept.clear();
    },
  };
}

function same(one: Bytes, other: Bytes): boolean {
  return bufferOf(one).equals(bufferOf(other));
}
