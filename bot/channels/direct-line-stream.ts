import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Log } from '../log.ts';
import type { Store } from '../store/store.ts';
import { history } from './direct-line-history.ts';

export interface Streams {
  /** The caller has proved that the conversation is theirs. */
  open(req: IncomingMessage, socket: Duplex, head: Buffer, key: string, watermark: string | undefined): void;
  /** Something was committed there. */
  wake(key: string): void;
  close(): void;
}

const PING_EVERY = 25_000;
/** A client that does not read is cut off; it comes back with its watermark. */
const MAX_BUFFERED = 1_000_000;
/** The protocol has codes of its own for going away, after which a client comes back. */
const GOING_AWAY = 1001;

/** Every tab gets the conversation from its own watermark on, in the order in which it was stored. */
export function createStreams(store: Store, log: Log): Streams {
  const server = new WebSocketServer({ noServer: true, maxPayload: 4_096 });
  const tabs = new Map<string, Set<() => void>>();

  function attach(socket: WebSocket, key: string, from: string | undefined): void {
    let watermark = from;
    let alive = true;
    let pumping: Promise<void> = Promise.resolve();

    async function pump(): Promise<void> {
      if (socket.readyState !== socket.OPEN) return;
      if (socket.bufferedAmount > MAX_BUFFERED) return socket.terminate();
      const page = await history(store, key, watermark);
      if (!page || page.watermark === watermark) return;
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
    }, PING_EVERY);
    ping.unref();

    const here = tabs.get(key) ?? new Set();
    tabs.set(key, here.add(wake));
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
      if (here.size === 0) tabs.delete(key);
    });
    wake();
  }

  return {
    open(req, socket, head, key, watermark) {
      server.handleUpgrade(req, socket, head, (opened) => attach(opened, key, watermark));
    },
    wake(key) {
      for (const wake of tabs.get(key) ?? []) wake();
    },
    close() {
      for (const socket of server.clients) socket.close(GOING_AWAY);
      server.close();
    },
  };
}
