import { createHash, timingSafeEqual } from 'node:crypto';
import { createServer, IncomingMessage, type Server, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import express, { type NextFunction, type Request, type Response, type Router } from 'express';
import helmet from 'helmet';
import type { Content } from '../content/load.ts';
import type { converse } from '../dialogs/converse.ts';
import { botService } from './channels/bot-service.ts';
import { DIRECT_LINE, directLine, isDirectLine } from './channels/direct-line.ts';
import { twilio } from './channels/twilio.ts';
import { checkInActivity, keepCheckIns } from './check-ins.ts';
import type { Config } from './config.ts';
import { Fault } from './fault.ts';
import { createLimits } from './limits.ts';
import type { Log } from './log.ts';
import { createMetrics, type Metrics } from './metrics.ts';
import { createOutbox, type Send } from './outbox.ts';
import { TWILIO } from './render/bodies.ts';
import type { Sealer } from './store/sealer.ts';
import type { Store } from './store/store.ts';
import { createTurns } from './turn.ts';

export interface Services {
  config: Config;
  content: Content;
  store: Store;
  sealer: Sealer;
  log: Log;
  converse: typeof converse;
  demoBanner: boolean;
  /** Who vouches for the callers of /api/messages, if not the Bot Framework's own authority. */
  authority?: Readonly<Record<string, string>>;
  /** By which check-ins are due; the machine's own. */
  clock?: () => Date;
  /** The clinic's pages. */
  pages?: Router;
  /** What else must be there before patients are sent here. */
  isReady?: () => boolean;
  /** What the bot does without for now, by name (sentence vectors, …); it works all the same. */
  degraded?: () => string[];
}

export interface App {
  /** Does not listen yet. */
  server: Server;
  /** Sends what an earlier run left unsent, now and from now on. */
  start(): Promise<void>;
  /** Ends the turns that are under way and closes everything but the store. */
  drain(): Promise<void>;
}

const BODY_LIMIT = '64kb';
/** An idle connection outlives those of the usual proxies, which would else send into a closed one. */
const TIMES = { keepAliveTimeout: 75_000, connectionsCheckingInterval: 1_000 };

export function createApp(services: Services): App {
  const { config, store, log } = services;
  const bots = botService(config, services.authority);
  const texts = config.TWILIO_ACCOUNT_SID ? twilio(services) : undefined;
  const send: Send = (reply) => (reply.channelId === TWILIO && texts ? texts.send(reply) : bots.send(reply));
  const outbox = createOutbox(store, log, send, config.OUTBOUND_SECONDS * 1_000);
  const limits = createLimits(config);
  const metrics = createMetrics(store, { turns: () => turns.underway(), streams: () => site.streams() });
  const checksIn = config.CHECK_IN === 'on';
  const turns = createTurns({ ...services, outbox, limits, metrics, checksIn });
  const json = express.json({ limit: BODY_LIMIT });
  const site = directLine({ ...services, turns, limits }, json);
  const checkIns = keepCheckIns({
    store,
    log,
    clock: services.clock ?? (() => new Date()),
    async ask(checkIn, at) {
      const fetched = isDirectLine(checkIn.key);
      const event = { kind: 'check-in' as const, at };
      await turns.take({ key: checkIn.key, activity: checkInActivity(checkIn), event, begun: true, ...(!fetched && { send }) });
      if (fetched) site.wake(checkIn.key);
    },
  });
  const limit = config.REQUEST_SECONDS * 1_000;
  let draining = false;

  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', config.TRUSTED_PROXIES);
  app.use(deadline(limit));
  app.use(safeHeaders());
  app.get('/healthz', (_req, res) => {
    res.json({ status: 'alive' });
  });
  app.get('/readyz', async (_req, res) => {
    if (draining || services.isReady?.() === false) throw new Fault(503, 'not-ready', 'Not ready.');
    await store.ping().catch((cause) => {
      throw new Fault(503, 'store', 'The store does not answer.', { cause });
    });
    res.json({ status: 'ready', degraded: services.degraded?.() ?? [] });
  });
  app.get('/metrics', async (req, res) => {
    const { METRICS_TOKEN } = config;
    if (METRICS_TOKEN && !sameSecret(req.headers.authorization ?? '', `Bearer ${METRICS_TOKEN}`)) {
      throw new Fault(401, 'unauthorized', 'Send Authorization: Bearer and METRICS_TOKEN.');
    }
    const { type, text } = await metrics.page();
    res.set('Content-Type', type).send(text);
  });
  app.use('/api/messages', bots.router(json, turns.take));
  app.use(DIRECT_LINE, uncached, site.router);
  if (texts) app.use('/sms', texts.router(turns.take));
  if (services.pages) app.use(services.pages);
  app.use(() => {
    throw new Fault(404, 'not-found', 'There is nothing here.');
  });
  app.use(answerFault(log, metrics));

  const server = createServer({ ...TIMES, requestTimeout: limit, headersTimeout: limit }, app);
  server.on('upgrade', site.upgrade);
  return {
    server,
    async start() {
      await outbox.start();
      if (checksIn) checkIns.start();
    },
    async drain() {
      draining = true;
      const closed = new Promise<void>((done) => {
        server.close(() => done());
      });
      server.closeIdleConnections();
      await checkIns.stop();
      await turns.idle();
      await outbox.stop();
      site.close();
      bots.close();
      if (!server.listening) server.closeIdleConnections();
      await Promise.race([closed, new Promise((done) => setTimeout(done, 2_000).unref())]);
      server.closeAllConnections();
    },
  };
}

/** They are the same for every answer: asked for once. */
function safeHeaders() {
  const sample = new ServerResponse(new IncomingMessage(new Socket()));
  const directives = { defaultSrc: ["'none'"], frameAncestors: ["'none'"] };
  helmet({ contentSecurityPolicy: { useDefaults: false, directives } })(sample.req, sample, () => {});
  const headers = Object.entries(sample.getHeaders());
  return (_req: Request, res: Response, next: NextFunction) => {
    for (const [name, value] of headers) res.setHeader(name, value!);
    next();
  };
}

/** Takes as long for one that is nearly right as for one that is all wrong. */
function sameSecret(given: string, right: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(right));
}

function uncached(_req: Request, res: Response, next: NextFunction): void {
  res.set('Cache-Control', 'no-store');
  next();
}

/** Whoever waits is told when it takes too long; what was begun is finished all the same. */
function deadline(ms: number) {
  return (_req: Request, res: Response, next: NextFunction) => {
    const late = () => next(new Fault(503, 'slow', 'It takes too long at the moment: send it again.', { retryAfter: 2 }));
    const timer = setTimeout(late, ms);
    res.once('close', () => clearTimeout(timer));
    next();
  };
}

/** Errors of the body parser carry a status and a type. Their message may quote what was sent. */
const PARSER: Record<string, string> = {
  'entity.too.large': `The body is larger than ${BODY_LIMIT}.`,
  'entity.parse.failed': 'The body is not JSON.',
};

function answerFault(log: Log, metrics: Metrics) {
  return (error: unknown, _req: Request, res: Response, next: NextFunction) => {
    // It was answered already, that it takes too long.
    if (res.writableEnded) return;
    const fault = faultOf(error);
    metrics.refused(fault.code);
    if (fault.status >= 500) log.error('request failed', { error, status: fault.status, code: fault.code });
    if (res.headersSent) return next(error);
    if (fault.retryAfter !== undefined) res.set('Retry-After', String(fault.retryAfter));
    res.status(fault.status).json({ error: { code: fault.code, message: fault.message } });
  };
}

function faultOf(error: unknown): Fault {
  if (error instanceof Fault) return error;
  const { status, type } = Object(error) as { status?: unknown; type?: unknown };
  if (typeof status === 'number' && status >= 400 && status < 500) {
    const code = typeof type === 'string' ? type : 'bad-request';
    return new Fault(status, code, PARSER[code] ?? 'The request cannot be read.');
  }
  return new Fault(500, 'internal', 'Something went wrong on our side.');
}
