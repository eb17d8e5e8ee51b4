import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import express, { type Router } from 'express';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Reply } from '../../../dialogs/reply.ts';
import type { Script } from './script.ts';

interface Activity {
  id: string;
  type: 'message';
  text: string;
  locale?: string;
  from: { id: string; role: 'user' | 'bot' };
  channelData: Record<string, unknown>;
  semanticAction?: unknown;
}

interface Conversation {
  id: string;
  activities: Activity[];
  /** Where the scripted bot stands. */
  script: Script;
  sockets: Set<WebSocket>;
}

/** What arrives, and what goes wrong on the way, as a test wants it. */
export interface FakeDirectLine {
  router: Router;
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  conversations: Map<string, Conversation>;
  /** Every message that reached the server, repeated deliveries included. */
  received: { text: string; locale: string; channelData: { clientActivityID: string; picked?: { question: string; options: string[] } } }[];
  /** The next posted messages are answered 503 and not read. */
  loseRequests: number;
  /** The next answers to a posted message are cut off after it was accepted. */
  loseAnswers: number;
  /** Tokens made before now are answered 403. */
  expireTokens(): void;
  hangUp(): void;
}

/** Direct Line 3.0 in memory, with a scripted bot behind it. */
export function fakeDirectLine(script: (locale: string) => Script): FakeDirectLine {
  const conversations = new Map<string, Conversation>();
  const tokens = new Map<string, string>();
  const sockets = new WebSocketServer({ noServer: true });
  const fake: FakeDirectLine = {
    router: express.Router(),
    upgrade(request, socket, head) {
      const url = new URL(request.url ?? '/', 'http://x');
      const conversation = conversations.get(url.pathname.split('/')[4] ?? '');
      if (!conversation) return void socket.destroy();
      sockets.handleUpgrade(request, socket, head, (client) => {
        conversation.sockets.add(client);
        client.on('close', () => conversation.sockets.delete(client));
        client.send('');
        send(client, conversation, Number(url.searchParams.get('watermark') ?? 0));
      });
    },
    conversations,
    received: [],
    loseRequests: 0,
    loseAnswers: 0,
    expireTokens: () => tokens.clear(),
    hangUp: () => {
      for (const { sockets: open } of conversations.values()) for (const client of open) client.terminate();
    },
  };

  const issue = (conversation: string) => {
    const token = randomUUID();
    tokens.set(token, conversation);
    return token;
  };
  const ticket = (id: string, watermark: string, host: string) => ({
    conversationId: id,
    token: issue(id),
    expires_in: 1800,
    streamUrl: `ws://${host}/v3/directline/conversations/${id}/stream?watermark=${watermark}`,
  });

  fake.router.use(express.json());
  fake.router.post('/tokens/generate', (req, res) => {
    const id = randomUUID();
    const started = script(String(req.body?.locale ?? 'en'));
    conversations.set(id, { id, activities: [], script: started, sockets: new Set() });
    res.json({ conversationId: id, token: issue(id), expires_in: 1800 });
  });
  fake.router.use((req, res, next) => {
    res.locals.id = tokens.get(String(req.headers.authorization).replace('Bearer ', ''));
    if (res.locals.id) next();
    else res.status(403).json({ error: { code: 'TokenExpired' } });
  });
  fake.router.post('/tokens/refresh', (_req, res) => {
    res.json({ conversationId: res.locals.id, token: issue(res.locals.id), expires_in: 1800 });
  });
  fake.router.post('/conversations', (req, res) => {
    const conversation = conversations.get(res.locals.id)!;
    if (conversation.activities.length === 0) say(conversation, conversation.script.greet());
    res.status(201).json(ticket(conversation.id, '', req.headers.host!));
  });
  fake.router.use('/conversations/:id', (req, res, next) => {
    const conversation = conversations.get(req.params.id);
    if (!conversation) return void res.status(404).json({ error: { code: 'ConversationNotFound' } });
    res.locals.conversation = conversation;
    next();
  });
  fake.router.get('/conversations/:id', (req, res) => {
    res.json(ticket(req.params.id, String(req.query.watermark ?? ''), req.headers.host!));
  });
  fake.router.delete('/conversations/:id', (req, res) => {
    const conversation = conversations.get(req.params.id)!;
    conversations.delete(req.params.id);
    for (const client of conversation.sockets) client.close(1000);
    res.status(204).end();
  });
  fake.router.get('/conversations/:id/activities', (req, res) => {
    const { activities } = res.locals.conversation as Conversation;
    res.json({ activities: activities.slice(Number(req.query.watermark || 0)), watermark: String(activities.length) });
  });
  fake.router.post('/conversations/:id/activities', (req, res) => {
    const conversation = res.locals.conversation as Conversation;
    fake.received.push(req.body);
    if (fake.loseRequests > 0) {
      fake.loseRequests -= 1;
      return void res.status(503).json({ error: { code: 'ServiceUnavailable' } });
    }
    const { text, locale, channelData } = req.body;
    const before = conversation.activities.find((activity) => activity.channelData.clientActivityID === channelData.clientActivityID);
    const id = before?.id ?? add(conversation, { type: 'message', text, locale, from: { id: 'u', role: 'user' }, channelData });
    if (!before) say(conversation, conversation.script.answer(text, channelData.picked));
    if (fake.loseAnswers > 0) {
      fake.loseAnswers -= 1;
      return void res.socket?.destroy();
    }
    res.json({ id });
  });
  return fake;

  function say(conversation: Conversation, replies: Reply[]): void {
    for (const { text, card, tone, pick, options, links, lines, report } of replies)
      add(conversation, {
        type: 'message',
        text,
        locale: conversation.script.language(),
        from: { id: 'bot', role: 'bot' },
        channelData: { card, tone, pick, options, links, lines },
        semanticAction: report,
      });
  }

  function add(conversation: Conversation, activity: Omit<Activity, 'id'>): string {
    const at = conversation.activities.length;
    const id = `${conversation.id}|${String(at).padStart(7, '0')}`;
    conversation.activities.push({ ...activity, id });
    for (const client of conversation.sockets) send(client, conversation, at);
    return id;
  }

  function send(client: WebSocket, { activities }: Conversation, from: number): void {
    client.send(JSON.stringify({ activities: activities.slice(from), watermark: String(activities.length) }));
  }
}
