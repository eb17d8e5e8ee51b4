import { randomUUID } from 'node:crypto';
import pg from 'pg';

export interface Announcer {
  announce(name: string): void;
  watch(changed: (name: string | undefined) => void): void;
  close(): Promise<void>;
}

const CHANNEL = 'turns';
/** A payload holds less than 8,000 bytes; a name is 43. */
const NAMES_AT_ONCE = 150;
const RECONNECT_AFTER = 500;
const CHECK_EVERY = 10_000;

/**
 * Processes wake each other by names only; what was said is read from the store. It may get lost, as the process that announces may end
 * before it has: whoever listens looks for itself from time to time, and after every break.
 */
export function announcer(settings: pg.ClientConfig): Announcer {
  const self = randomUUID();
  const waiting = new Set<string>();
  let speaking: pg.Client | undefined;
  let listening: pg.Client | undefined;
  let timer: NodeJS.Timeout | undefined;
  let announcing: NodeJS.Immediate | undefined;
  let closed = false;
  let tell: (name: string | undefined) => void = () => {};

  async function connected(lost: () => void): Promise<pg.Client> {
    const client = new pg.Client(settings);
    client.on('error', lost);
    client.on('end', lost);
    await client.connect();
    return client;
  }

  async function say(): Promise<void> {
    while (waiting.size > 0 && !closed) {
      try {
        speaking ??= await connected(() => {
          speaking = undefined;
        });
        const names = [...waiting].slice(0, NAMES_AT_ONCE);
        for (const name of names) waiting.delete(name);
        await speaking?.query('select pg_notify($1, $2)', [CHANNEL, [self, ...names].join(' ')]);
      } catch {
        speaking = undefined;
        // The others will look for themselves.
        waiting.clear();
      }
    }
    announcing = undefined;
  }

  function schedule(): void {
    announcing ??= setImmediate(() => void say());
  }

  async function listen(): Promise<void> {
    if (closed) return;
    clearTimeout(timer);
    let gone = false;
    const lost = () => {
      if (gone) return;
      gone = true;
      listening = undefined;
      if (!closed) timer = setTimeout(() => void listen(), RECONNECT_AFTER).unref();
    };
    try {
      const client = await connected(lost);
      client.on('notification', ({ payload = '' }) => {
        const [from, ...names] = payload.split(' ');
        if (from !== self) for (const name of names) tell(name);
      });
      await client.query(`listen ${CHANNEL}`);
      listening = client;
      tell(undefined);
      void check(client, lost);
    } catch {
      lost();
    }
  }

  /** A connection that was cut without a word says nothing, which looks like a quiet night. */
  async function check(client: pg.Client, lost: () => void): Promise<void> {
    timer = setTimeout(async () => {
      const alive = await client.query('select 1').then(
        () => true,
        () => false,
      );
      if (alive && !closed) return void check(client, lost);
      lost();
      await client.end().catch(() => {});
    }, CHECK_EVERY).unref();
  }

  return {
    announce(name) {
      waiting.add(name);
      if (!closed) schedule();
    },
    watch(changed) {
      tell = changed;
      void listen();
    },
    async close() {
      closed = true;
      clearTimeout(timer);
      clearImmediate(announcing);
      await Promise.all([speaking?.end().catch(() => {}), listening?.end().catch(() => {})]);
    },
  };
}
