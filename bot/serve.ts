import type { AddressInfo } from 'node:net';
import { loadContent } from '../content/load.ts';
import { converse } from '../dialogs/converse.ts';
import { warmUp } from '../dialogs/warm-up.ts';
import { createApp } from './app.ts';
import { type Config, readConfig } from './config.ts';
import { noteContent } from './content-version.ts';
import { createLog, mute } from './log.ts';
import { pages } from './pages.ts';
import { readiness } from './readiness.ts';
import { keepRetention } from './retention.ts';
import { readKeys } from './store/key.ts';
import { openStore } from './store/open-store.ts';

/** The bot from its settings to its end: content, store, doors; on SIGTERM it takes nothing new and ends what it has begun. */
export async function serve(): Promise<void> {
  const config = readConfig();
  const log = createLog(config.LOG_LEVEL);
  mute(console, log);
  // What Node would print may hold what a patient wrote. Nobody knows what state we are in: whoever started us starts us again.
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(event, (error) => {
      log.error(event, { error });
      process.exit(1);
    });
  }
  const content = loadContent(config.CONTENT_DIR);
  const { demoBanner } = readiness(config, content);
  // Everything that a first message would wait for is done before it comes.
  const warmed = await warmUp(content);
  await converse(content, undefined, { kind: 'message', message: { text: '?', at: new Date() } });
  const { store, sealer } = await openStore(config.store, readKeys(config));
  const site = pages(content, { demoBanner, frameAncestors: config.ALLOWED_ORIGINS });
  const app = createApp({ config, content, store, sealer, log, converse, demoBanner, pages: site, degraded: warmed.degraded });

  await noteContent(store, content);
  const retention = keepRetention(store, config.RETENTION_DAYS, log);
  await app.start();
  await new Promise<void>((done, failed) => {
    app.server.once('error', failed).listen(config.PORT, config.HOST.replace(/^\[|\]$/g, ''), done);
  });
  log.info('listening', { url: urlOf(config, app.server.address() as AddressInfo) });

  const stop = async (signal: string) => {
    log.info('draining', { signal });
    retention.stop();
    await app.drain();
    await store.close();
    await warmed.close();
    process.exit(0);
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

function urlOf({ HOST }: Config, { port }: AddressInfo): string {
  return `http://${HOST.includes(':') && !HOST.startsWith('[') ? `[${HOST}]` : HOST}:${port}/`;
}
