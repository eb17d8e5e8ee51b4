import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { pages } from '../../../bot/pages.ts';
import { loadContent } from '../../../content/load.ts';
import { type FakeDirectLine, fakeDirectLine } from './fake-direct-line.ts';
import { script } from './script.ts';

export interface Site {
  url: string;
  line: FakeDirectLine;
  /** Stops listening and drops every connection; what was said is kept. */
  stop(): Promise<void>;
  start(): Promise<void>;
}

/** The pages on a port of their own, with the scripted bot behind them. */
export async function site(options: Partial<Parameters<typeof pages>[1]> = {}): Promise<Site> {
  const content = loadContent();
  const line = fakeDirectLine((locale) => script(content, locale));
  const app = express();
  app.use('/v3/directline', line.router);
  app.use(pages(content, { demoBanner: false, frameAncestors: [], ...options }));
  let port = 0;
  let server: Server;
  const made: Site = {
    url: '',
    line,
    async start() {
      server = createServer(app);
      server.on('upgrade', line.upgrade);
      await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
      port = (server.address() as AddressInfo).port;
      made.url = `http://127.0.0.1:${port}`;
    },
    async stop() {
      line.hangUp();
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
  await made.start();
  return made;
}
