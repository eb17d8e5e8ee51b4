import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Config } from '../config.ts';
import { Fault } from '../fault.ts';
import type { Log } from '../log.ts';
import type { Store } from '../store/store.ts';
import { history } from './direct-line-history.ts';

export interface Streams {
  /** Throws when there are too many already. */
  admit(key: string): void;
  /** The caller has proved that the conversation is theirs. */
  open(req: IncomingMessage, socket: Duplex, head: Buffer, key: string, watermark: string | undefined): void;
  /** Something was committed there. */
  wake(key: string): void;
  count(): number;
  close(): void;
}

const PING_EVERY = 25_000;
/** A client that does not read is cut off; it comes back with its watermark. */
const MAX_BUFFERED = 1_000_000;
/** The protocol has codes of its own for going away, after which a client comes back. */
const GOING_AWAY = 1001;
const NORMAL = 1000;

type Caps = Pick<Config, 'MAX_SOCKETS' | 'MAX_SOCKETS_PER_CONVERSATION'>;

/** Every tab gets the conversation from its own watermark on, in the order in which it was stored. */
export function createStreams(store: Store, log: Log, caps: Caps): Streams {
  const server = new WebSocketServer({ noServer: true, maxPayload: 4_096 });
  /** By the name that the conversation has in the store: other processes know no other. */
  const tabs = new Map<string, Set<() => void>>();

  function attach(socket: WebSocket, key: string, from: string | undefined): void {
    let watermark = from;
    let alive = true;
    let pumping: Promise<void> = Promise.resolve();

    async function pump(): Promise<void> {
      if (socket.readyState !== socket.OPEN) return;
      if (socket.bufferedAmount > MAX_BUFFERED) return socket.terminate();
      const page = await history(store, key, watermark);
      // Erased: there is nothing to come back to.
      if (!page) return socket.close(NORMAL);
      if (page.watermark === watermark) return;
      watermark = page.watermark;
      if (page.activities.length > 0) socket.send(JSON.stringify(page));
    }
    const wake = () => {
      pumping = pumping.then(pump).catch((error) => {
        log.error('stream', { error });
        socket.terminate();
      });
    };
    const ping = setInterval(() => {
      if (!alive) return socket.terminate();
      alive = false;
      socket.ping();
      // Another process may have ended before it could tell what it had stored.
      wake();
    }, PING_EVERY);
    ping.unref();

    const name = store.name(key);
    const here = tabs.get(name) ?? new Set();
    tabs.set(name, here.add(wake));
    // What a client sends here is empty and only keeps the way open.
    socket.on('message', () => {
      alive = true;
    });
    socket.on('pong', () => {
      alive = true;
    });
    socket.on('error', () => socket.terminate());
    socket.on('close', () => {
      clearInterval(ping);
      here.delete(wake);
      if (here.size === 0) tabs.delete(name);
    });
    wake();
  }

  function wakeTabs(name: string): void {
    for (const wake of tabs.get(name) ?? []) wake();
  }

  store.watch((name) => {
    if (name !== undefined) return wakeTabs(name);
    for (const each of tabs.keys()) wakeTabs(each);
  });

  return {
    admit(key) {
      if (server.clients.size >= caps.MAX_SOCKETS) throw new Fault(503, 'busy', 'Too many streams are open.');
      const open = tabs.get(store.name(key))?.size ?? 0;
      if (open >= caps.MAX_SOCKETS_PER_CONVERSATION) throw new Fault(429, 'too-many', 'Too many streams of this conversation are open.');
    },
    open(req, socket, head, key, watermark) {
      server.handleUpgrade(req, socket, head, (opened) => attach(opened, key, watermark));
    },
    wake(key) {
      wakeTabs(store.name(key));
    },
    count: () => server.clients.size,
    close() {
      for (const socket of server.clients) socket.close(GOING_AWAY);
      server.close();
    },
  };
}
