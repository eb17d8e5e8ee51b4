import { createHash, randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type Request, type RequestHandler, Router } from 'express';
import { z } from 'zod';
import { type Inbound, parseBody, spokenSchema } from '../activity.ts';
import type { Config } from '../config.ts';
import { eventOf } from '../event.ts';
import { Fault } from '../fault.ts';
import type { Limits } from '../limits.ts';
import type { Log } from '../log.ts';
import type { Sealer } from '../store/sealer.ts';
import type { Store } from '../store/store.ts';
import type { Turns } from '../turn.ts';
import { addressOf } from './address.ts';
import { history } from './direct-line-history.ts';
import { createStreams } from './direct-line-stream.ts';
import { type Bearer, createTokens, forbidden } from './direct-line-tokens.ts';
import { cors, isAllowedOrigin } from './origins.ts';

export interface DirectLineServices {
  config: Pick<Config, 'ALLOWED_ORIGINS' | 'PUBLIC_URL' | 'MAX_SOCKETS' | 'MAX_SOCKETS_PER_CONVERSATION'>;
  limits: Limits;
  sealer: Sealer;
  store: Store;
  log: Log;
  turns: Turns;
}

export interface DirectLine {
  router: Router;
  upgrade(req: IncomingMessage, socket: Duplex, head: Buffer): void;
  streams(): number;
  /** Something was said there that nobody asked for. */
  wake(key: string): void;
  close(): void;
}

export const DIRECT_LINE = '/v3/directline';
const BOT = { id: 'bot', role: 'bot' };
const startSchema = z.looseObject({ locale: z.string().optional() });
const STREAM = new RegExp(`^${DIRECT_LINE}/conversations/([^/]+)/stream$`);

/** Direct Line 3.0 for the clinic's page, with nobody between: the same conversation by HTTP and by a stream. */
export function directLine(services: DirectLineServices, json: RequestHandler): DirectLine {
  const { config, sealer, store, log, turns, limits } = services;
  const tokens = createTokens(sealer);
  const streams = createStreams(store, log, config);
  const router = Router();
  router.use(cors(config.ALLOWED_ORIGINS));

  router.post('/tokens/generate', (req, res) => {
    limits.tokens.take(addressOf(req));
    const bearer = { conversationId: randomUUID(), userId: `dl_${randomUUID()}` };
    res.json({ conversationId: bearer.conversationId, ...tokens.issue(bearer) });
  });
  router.post('/tokens/refresh', (req, res) => {
    const bearer = tokens.readForRefresh(tokenOf(req));
    limits.reads.take(bearer.conversationId);
    res.json({ conversationId: bearer.conversationId, ...tokens.issue(bearer) });
  });
  router.get('/session/getsessionid', (_req, res) => {
    res.json({ sessionId: '' });
  });

  router.post('/conversations', json, async (req, res) => {
    const bearer = tokens.read(tokenOf(req));
    const { locale } = parseBody(startSchema, req.body ?? {});
    await receive({ type: 'conversationUpdate', locale, membersAdded: [{ id: bearer.userId }] }, `${bearer.conversationId}|joined`, bearer);
    res.status(201).json(joined(req, bearer, ''));
  });
  router.get('/conversations/:id', async (req, res) => {
    const bearer = readerOf(req);
    await known(bearer);
    res.json(joined(req, bearer, watermarkOf(req.query.watermark)));
  });
  router.delete('/conversations/:id', async (req, res) => {
    const bearer = ownerOf(req);
    if (!(await turns.erase(keyOf(bearer), 'patient'))) throw unknown();
    streams.wake(keyOf(bearer));
    res.status(204).end();
  });
  router.get('/conversations/:id/activities', async (req, res) => {
    const page = await history(store, keyOf(readerOf(req)), watermarkOf(req.query.watermark));
    if (!page) throw unknown();
    res.json(page);
  });
  router.post('/conversations/:id/activities', json, async (req, res) => {
    const bearer = ownerOf(req);
    const spoken = parseBody(spokenSchema, req.body);
    const id = activityId(bearer, spoken.channelData);
    // Others may not say who joined: the conversation greets by it.
    if (spoken.type === 'message') await receive(spoken, id, bearer, true);
    else await known(bearer);
    res.json({ id });
  });
  router.post('/conversations/:id/upload', (req) => {
    ownerOf(req);
    throw new Fault(415, 'no-attachments', 'Files are not taken here: send text.');
  });

  function ownerOf(req: Request): Bearer {
    const bearer = tokens.read(tokenOf(req));
    if (bearer.conversationId !== req.params.id) throw forbidden();
    return bearer;
  }

  function readerOf(req: Request): Bearer {
    const bearer = ownerOf(req);
    limits.reads.take(bearer.conversationId);
    return bearer;
  }

  async function known(bearer: Bearer): Promise<void> {
    const { version } = await store.load(keyOf(bearer), '');
    if (version === 0) throw unknown();
  }

  /** Who speaks, where and when is ours to say, whatever the client claims. */
  async function receive(spoken: z.infer<typeof spokenSchema>, id: string, bearer: Bearer, begun = false): Promise<void> {
    const now = new Date();
    const activity: Inbound = {
      ...spoken,
      id,
      timestamp: now.toISOString(),
      channelId: 'directline',
      serviceUrl: DIRECT_LINE,
      conversation: { id: bearer.conversationId },
      from: { id: bearer.userId, role: 'user' },
      recipient: BOT,
    };
    const event = eventOf(activity, now);
    if (!event) return;
    await turns.take({ key: keyOf(bearer), activity, event, begun, reachable: true });
    streams.wake(keyOf(bearer));
  }

  function joined(req: Request, bearer: Bearer, watermark: string) {
    const issued = tokens.issue(bearer);
    const query = new URLSearchParams({ watermark, t: tokens.issueForStream(bearer) });
    const streamUrl = `${socketBase(req)}${DIRECT_LINE}/conversations/${bearer.conversationId}/stream?${query}`;
    return { conversationId: bearer.conversationId, ...issued, streamUrl };
  }

  function socketBase(req: Request): string {
    if (config.PUBLIC_URL) return new URL(config.PUBLIC_URL).origin.replace(/^http/, 'ws');
    const secure = req.headers['x-forwarded-proto'] === 'https' || req.secure;
    return `${secure ? 'wss' : 'ws'}://${req.headers.host}`;
  }

  return {
    router,
    upgrade(req, socket, head) {
      socket.on('error', () => socket.destroy());
      admit(req).then(
        ({ key, watermark }) => streams.open(req, socket, head, key, watermark),
        (error) => refuse(socket, error instanceof Fault ? error.status : 503),
      );
    },
    streams: () => streams.count(),
    wake: streams.wake,
    close: () => streams.close(),
  };

  async function admit(req: IncomingMessage): Promise<{ key: string; watermark: string | undefined }> {
    const url = new URL(req.url ?? '/', 'http://localhost');
    const [, id] = STREAM.exec(url.pathname) ?? [];
    if (!id) throw unknown();
    if (!isAllowedOrigin(req, config.ALLOWED_ORIGINS)) throw forbidden();
    const bearer = tokens.readForStream(url.searchParams.get('t') ?? undefined);
    if (bearer.conversationId !== id) throw forbidden();
    limits.reads.take(id);
    streams.admit(keyOf(bearer));
    await known(bearer);
    return { key: keyOf(bearer), watermark: url.searchParams.get('watermark') ?? undefined };
  }
}

const DOOR = 'direct-line';

function keyOf({ conversationId }: Bearer): string {
  return [DOOR, conversationId].join('|');
}

export function isDirectLine(key: string): boolean {
  return key.startsWith(`${DOOR}|`);
}

function tokenOf(req: Request): string | undefined {
  return /^Bearer (.+)$/i.exec(req.headers.authorization ?? '')?.[1];
}

function watermarkOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** A client that lost our answer sends the message again under the mark that it gave it: the same mark makes the same id. */
function activityId({ conversationId }: Bearer, channelData: unknown): string {
  const { data } = z.object({ clientActivityID: z.string().min(1) }).safeParse(channelData);
  const mark = data ? createHash('sha256').update(data.clientActivityID).digest('hex').slice(0, 32) : randomUUID();
  return `${conversationId}|${mark}`;
}

function unknown(): Fault {
  return new Fault(404, 'no-conversation', 'There is no such conversation: start one.');
}

function refuse(socket: Duplex, status: number): void {
  socket.end(`HTTP/1.1 ${status} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
