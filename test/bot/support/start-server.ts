import { mkdtempSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApp, type Services } from '../../../bot/app.ts';
import { type Config, readConfig } from '../../../bot/config.ts';
import { createLog } from '../../../bot/log.ts';
import type { Engine } from '../../../bot/store/engine.ts';
import { readKeys } from '../../../bot/store/key.ts';
import { openStore } from '../../../bot/store/open-store.ts';
import type { Sealer } from '../../../bot/store/sealer.ts';
import type { Store } from '../../../bot/store/store.ts';
import { type Content, loadContent } from '../../../content/load.ts';
import { BotConnector, type ConnectorOptions } from '../../support/connector.ts';
import { fakeConversation } from './fake-conversation.ts';

export interface TestServer {
  base: string;
  config: Config;
  content: Content;
  store: Store;
  sealer: Sealer;
  engine: Engine;
  /** All that was logged, as text. */
  logged: string[];
  connector(options?: Partial<ConnectorOptions>): Promise<BotConnector>;
  /** Waits until no reply is left to be sent; throws when some are after ten seconds. */
  allSent(): Promise<void>;
  close(): Promise<void>;
}

export interface StartOptions extends Partial<Omit<Services, 'store'>> {
  env?: Record<string, string>;
  /** A store that stands before the real one. */
  store?: (real: Store) => Store;
}

let content: Content | undefined;

export function testContent(): Content {
  content ??= loadContent();
  return content;
}

/** The real server in this process, on a free port with a store of its own. */
export async function startServer({ env, store: wrap, ...replaced }: StartOptions = {}): Promise<TestServer> {
  const file = join(mkdtempSync(join(tmpdir(), 'host-')), 'bot.db');
  const config = readConfig({ STORE_URL: `sqlite:${file}`, PORT: '0', RATE_TOKENS_PER_MINUTE: '100000', ...env });
  const { store: real, sealer, engine } = await openStore(config.store, readKeys(config));
  const store = wrap ? wrap(real) : real;
  const logged: string[] = [];
  const log = createLog('trace', { write: (line) => void logged.push(line) });
  const services = { content: testContent(), converse: fakeConversation, demoBanner: false, ...replaced };
  const app = createApp({ config, store, sealer, log, ...services });
  await app.start();
  await new Promise<void>((done) => {
    app.server.listen(0, '127.0.0.1', done);
  });
  const base = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  const connectors: BotConnector[] = [];
  return {
    base,
    config,
    content: services.content,
    store,
    sealer,
    engine,
    logged,
    async connector(options = {}) {
      const connector = await BotConnector.start({ endpoint: `${base}/api/messages`, ...options });
      connectors.push(connector);
      return connector;
    },
    async allSent() {
      for (let tries = 500; (await store.backlog()).undelivered > 0; tries--) {
        if (tries === 0) throw new Error('replies are left to be sent');
        await new Promise((done) => setTimeout(done, 20));
      }
    },
    async close() {
      await app.drain();
      await Promise.all(connectors.map((connector) => connector.close()));
      await real.close();
    },
  };
}
