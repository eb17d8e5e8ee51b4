/**
 * A tiny Bot Connector service for black-box tests. It plays the channel's side of the Bot Framework
 * protocol: it POSTs activities to the bot's messaging endpoint with a serviceUrl that points back at
 * itself, answers the REST calls the bot makes on that serviceUrl, and records everything.
 *
 * No dependencies besides node:http. Loopback only. Types are erasable, so it runs under tsx on Node 20
 * and without any tool on Node 22.18+/24.
 */

import { randomUUID } from 'node:crypto';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import net from 'node:net';

export type ChannelId = 'webchat' | 'directline' | 'msteams' | 'sms' | 'emulator' | (string & {});

export interface Button {
  type: string;
  title: string;
  value?: unknown;
  text?: string;
}

export interface Account {
  id: string;
  name?: string;
  aadObjectId?: string;
  role?: string;
}

/** Loose on purpose: the harness must be able to send and receive malformed activities. */
export interface WireActivity {
  type?: string;
  id?: string;
  text?: string;
  name?: string;
  value?: unknown;
  from?: Account;
  recipient?: Account;
  conversation?: { id: string; conversationType?: string; tenantId?: string; isGroup?: boolean; name?: string };
  channelId?: string;
  serviceUrl?: string;
  replyToId?: string;
  locale?: string;
  inputHint?: string;
  deliveryMode?: string;
  suggestedActions?: { to?: string[]; actions: Button[] };
  attachments?: Array<{
    contentType: string;
    content?: { text?: string; buttons?: Button[]; [key: string]: unknown };
    contentUrl?: string;
    name?: string;
  }>;
  attachmentLayout?: string;
  membersAdded?: Account[];
  entities?: Array<Record<string, unknown>>;
  semanticAction?: { id: string; state: string; entities: Record<string, Record<string, unknown>> };
  channelData?: unknown;
  [key: string]: unknown;
}

/** One REST call the bot made on our serviceUrl. */
export interface BotCall {
  seq: number;
  /** milliseconds since the connector started */
  at: number;
  method: string;
  path: string;
  op: 'send' | 'reply' | 'update' | 'delete' | 'createConversation' | 'members' | 'history' | 'upload' | 'attachment' | 'unknown';
  conversationId?: string;
  activityId?: string;
  activity?: WireActivity;
  body?: unknown;
  headers: http.IncomingHttpHeaders;
  /** the status this connector answered with; 0 when the socket was dropped */
  status: number;
  /** whether a real channel would have shown the activity to the user */
  delivered: boolean;
}

/** What came of one POST to the bot. */
export interface Turn {
  sent: WireActivity;
  /** status of the bot's HTTP response; 0 when the connection failed or timed out */
  status: number;
  /** parsed JSON body of the bot's HTTP response (invoke responses, expectReplies), else its text */
  body: unknown;
  error?: Error;
  /** milliseconds from POST to the end of the response */
  ms: number;
  /** everything the bot sent for this turn, in order (REST replies, then expectReplies activities) */
  activities: WireActivity[];
  /** activities of type message */
  messages: WireActivity[];
  /** text of those messages */
  texts: string[];
  /** titles of the suggested actions of the last message that has some */
  suggested: string[];
  /** all attachments of the messages */
  attachments: NonNullable<WireActivity['attachments']>;
  /** true if a typing activity was among them */
  typed: boolean;
  /** all REST calls the bot made between the POST and the end of the settle time, this conversation only */
  calls: BotCall[];
}

export interface Fault {
  /** which calls; default: send and reply */
  op?: BotCall['op'][];
  /** how many calls the fault hits before it is used up (default 1) */
  times?: number;
  /** answer with this status instead of 200/201 (the activity is then recorded as rejected, not delivered) */
  status?: number;
  headers?: Record<string, string>;
  body?: unknown;
  /** wait this long before answering */
  delayMs?: number;
  /** destroy the socket instead of answering: 'lost' before the activity counts as delivered, 'accepted' after (so a retry duplicates it) */
  drop?: 'lost' | 'accepted';
}

export interface ConnectorOptions {
  /** the bot's messaging endpoint */
  endpoint: string;
  channelId?: ChannelId;
  botId?: string;
  botName?: string;
  /** Authorization header to send to the bot, if any */
  authorization?: string;
  /** give up on a POST after this long; real channels give up after 15 s */
  timeoutMs?: number;
  /** after the bot's HTTP response, wait until no call came in for this long (default 0: HTTP response only) */
  settleMs?: number;
  /** 404 calls that name a conversation we never started (default true) */
  strictConversations?: boolean;
}

const loopback = new Set(['127.0.0.1', 'localhost', '[::1]', '::1']);

function assertLoopback(url: string): void {
  const { hostname } = new URL(url);
  if (!loopback.has(hostname)) throw new Error(`connector-harness talks to loopback only, not ${hostname}`);
}

const sleep = (ms: number) => new Promise<void>((r) => setTimeout(r, ms));

export class BotConnector {
  readonly calls: BotCall[] = [];
  readonly deliveries: Turn[] = [];
  serviceUrl = '';
  readonly options: Required<Omit<ConnectorOptions, 'authorization'>> & { authorization?: string };

  #server?: http.Server;
  #started = Date.now();
  #seq = 0;
  #faults: Array<Required<Pick<Fault, 'op' | 'times'>> & Fault> = [];
  #known = new Map<string, Conversation>();
  #watchers = new Set<() => void>();
  #agent = new http.Agent({ keepAlive: true });
  #uploads = new Map<string, unknown>();

  constructor(options: ConnectorOptions) {
    assertLoopback(options.endpoint);
    this.options = {
      channelId: 'webchat',
      botId: 'bot',
      botName: 'Bot',
      timeoutMs: 15_000,
      settleMs: 0,
      strictConversations: true,
      ...options,
    };
  }

  static async start(options: ConnectorOptions): Promise<BotConnector> {
    const c = new BotConnector(options);
    await c.listen();
    return c;
  }

  async listen(port = 0): Promise<void> {
    this.#started = Date.now();
    this.#server = http.createServer((req, res) => void this.#handle(req, res));
    await new Promise<void>((ok, no) => this.#server!.once('error', no).listen(port, '127.0.0.1', ok));
    this.serviceUrl = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/`;
  }

  async close(): Promise<void> {
    this.#agent.destroy();
    const s = this.#server;
    if (!s) return;
    s.closeAllConnections();
    await new Promise<void>((ok) => s.close(() => ok()));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  /** Wait until the bot's port accepts connections (sends nothing to the bot). */
  async ready(timeoutMs = 15_000): Promise<void> {
    const { hostname, port, protocol } = new URL(this.options.endpoint);
    const end = Date.now() + timeoutMs;
    for (;;) {
      const up = await new Promise<boolean>((ok) => {
        const s = net.connect({ host: hostname, port: Number(port || (protocol === 'https:' ? 443 : 80)) }, () => {
          s.destroy();
          ok(true);
        });
        s.on('error', () => ok(false));
      });
      if (up) return;
      if (Date.now() > end) throw new Error(`nothing listens at ${this.options.endpoint} after ${timeoutMs} ms`);
      await sleep(50);
    }
  }

  /** A conversation on the connector's channel (or another). Nothing is sent until you call its methods. */
  conversation(init: Partial<ConversationInit> = {}): Conversation {
    const conv = new Conversation(this, { channelId: this.options.channelId, ...init });
    this.#known.set(conv.id, conv);
    return conv;
  }

  /** Make the next matching calls of the bot fail, hang or drop. */
  inject(fault: Fault): void {
    this.#faults.push({ ...fault, op: fault.op ?? ['send', 'reply'], times: fault.times ?? 1 });
  }

  /** Forget faults that were not used up. */
  clearFaults(): void {
    this.#faults = [];
  }

  /** Resolves with the first recorded call that matches, past or future. */
  async waitFor(match: (c: BotCall) => boolean, timeoutMs = 3_000): Promise<BotCall> {
    const deadline = Date.now() + timeoutMs;
    for (;;) {
      const hit = this.calls.find(match);
      if (hit) return hit;
      const left = deadline - Date.now();
      if (left <= 0)
        throw new Error(
          `no matching call from the bot within ${timeoutMs} ms; saw: ${this.calls.map((c) => `${c.op}:${c.activity?.type ?? ''}:${c.activity?.text ?? ''}`).join(' | ') || 'none'}`,
        );
      await new Promise<void>((ok) => {
        const done = () => {
          clearTimeout(t);
          this.#watchers.delete(done);
          ok();
        };
        const t = setTimeout(done, left);
        this.#watchers.add(done);
      });
    }
  }

  /** Resolves once no call has come in for quietMs. */
  async quiet(quietMs: number, maxMs = 10_000): Promise<void> {
    const end = Date.now() + maxMs;
    for (;;) {
      const seen = this.#seq;
      await sleep(quietMs);
      if (this.#seq === seen || Date.now() > end) return;
    }
  }

  /** POST any JSON to the bot. The promise settles when the bot's HTTP response is complete. */
  post(
    activity: WireActivity,
    opts: { settleMs?: number; timeoutMs?: number; headers?: Record<string, string>; raw?: string } = {},
  ): Promise<Turn> {
    const firstSeq = this.#seq;
    const t0 = performance.now();
    const payload = opts.raw ?? JSON.stringify(activity);
    const url = new URL(this.options.endpoint);
    return new Promise<{ status: number; text: string; error?: Error }>((ok) => {
      const req = http.request(
        url,
        {
          method: 'POST',
          agent: this.#agent,
          headers: {
            'content-type': 'application/json; charset=utf-8',
            'content-length': Buffer.byteLength(payload),
            ...(this.options.authorization ? { authorization: this.options.authorization } : {}),
            ...opts.headers,
          },
        },
        (res) => {
          const chunks: Buffer[] = [];
          res.on('data', (d) => chunks.push(d));
          res.on('end', () => {
            clearTimeout(timer);
            ok({ status: res.statusCode ?? 0, text: Buffer.concat(chunks).toString('utf8') });
          });
          res.on('error', (error) => {
            clearTimeout(timer);
            ok({ status: 0, text: '', error });
          });
        },
      );
      const limit = opts.timeoutMs ?? this.options.timeoutMs;
      const timer = setTimeout(() => req.destroy(new Error(`bot did not answer within ${limit} ms`)), limit);
      req.on('error', (error) => {
        clearTimeout(timer);
        ok({ status: 0, text: '', error });
      });
      req.end(payload);
    }).then(async ({ status, text, error }) => {
      const ms = performance.now() - t0;
      const settle = opts.settleMs ?? this.options.settleMs;
      if (settle > 0) await this.quiet(settle);
      let body: unknown = text;
      try {
        body = text === '' ? undefined : JSON.parse(text);
      } catch {
        /* keep the text */
      }
      const turn = this.#turn(activity, firstSeq, { status, body, error, ms });
      this.deliveries.push(turn);
      return turn;
    });
  }

  #turn(sent: WireActivity, firstSeq: number, head: Pick<Turn, 'status' | 'body' | 'error' | 'ms'>): Turn {
    const cid = sent.conversation?.id;
    const calls = this.calls.filter((c) => c.seq > firstSeq && c.conversationId === cid);
    // With concurrent turns in one conversation the activity's replyToId tells whose reply it is; replies
    // that name no activity, or one that is not ours to know, stay with every turn that was open.
    const mine = (c: BotCall) => {
      const to = c.activity?.replyToId;
      return !to || to === sent.id || !this.#isInbound(to);
    };
    const activities = calls
      .filter((c) => (c.op === 'send' || c.op === 'reply') && c.delivered && c.activity && mine(c))
      .map((c) => c.activity!);
    const inBody = (head.body as { activities?: unknown } | undefined)?.activities;
    if (Array.isArray(inBody)) activities.push(...(inBody as WireActivity[]));
    const messages = activities.filter((a) => a.type === 'message');
    const withActions = messages.filter((m) => m.suggestedActions?.actions?.length);
    return {
      sent,
      ...head,
      activities,
      messages,
      calls,
      texts: messages.map((m) => m.text ?? ''),
      suggested: withActions.at(-1)?.suggestedActions?.actions.map((a) => a.title) ?? [],
      attachments: messages.flatMap((m) => m.attachments ?? []),
      typed: activities.some((a) => a.type === 'typing'),
    };
  }

  #inbound = new Set<string>();
  #isInbound(id: string): boolean {
    return this.#inbound.has(id);
  }
  /** @internal */ remember(id: string | undefined): void {
    if (id) this.#inbound.add(id);
  }

  async #handle(req: http.IncomingMessage, res: http.ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    try {
      for await (const d of req) chunks.push(d as Buffer);
    } catch {
      return;
    }
    const text = Buffer.concat(chunks).toString('utf8');
    let raw: unknown = text;
    try {
      raw = text ? JSON.parse(text) : undefined;
    } catch {
      /* keep the text */
    }
    const body =
      typeof raw === 'object' && raw !== null ? (raw as WireActivity & { members?: Account[]; activity?: WireActivity }) : undefined;

    const path = new URL(req.url ?? '/', this.serviceUrl).pathname;
    const route = classify(req.method ?? 'GET', path);
    const call: BotCall = {
      seq: 0,
      at: Date.now() - this.#started,
      method: req.method ?? '',
      path,
      headers: req.headers,
      body: raw,
      status: 0,
      delivered: false,
      ...route,
      activity: body && ['send', 'reply', 'update'].includes(route.op) ? body : undefined,
    };

    let status = 200;
    let answer: unknown;
    let given: string;
    const conv = call.conversationId === undefined ? undefined : this.#known.get(call.conversationId);
    if (call.conversationId !== undefined && !conv && this.options.strictConversations) {
      status = 404;
      answer = { error: { code: 'BotNotInConversationRoster', message: 'The conversation is not known here.' } };
    } else {
      switch (route.op) {
        case 'createConversation': {
          const member: Account | undefined = body?.members?.[0];
          const created = this.conversation({ user: member ?? undefined });
          call.conversationId = created.id;
          const activityId = randomUUID();
          if (body?.activity) call.activity = { ...body.activity, id: activityId };
          status = 201;
          answer = { id: created.id, serviceUrl: this.serviceUrl, activityId };
          break;
        }
        case 'send':
        case 'reply':
        case 'history':
          call.activityId ??= undefined;
          given = randomUUID();
          answer = { id: given };
          if (call.activity) call.activity.id ??= given;
          break;
        case 'update':
          answer = { id: call.activityId };
          break;
        case 'delete':
          break;
        case 'members': {
          const all = [conv?.user, conv?.bot].filter(Boolean) as Account[];
          const one = path.match(/\/members\/([^/]+)$/);
          if (path.endsWith('/pagedmembers')) answer = { members: all };
          else if (one) {
            answer = all.find((m) => m.id === decodeURIComponent(one[1]!));
            if (!answer) status = 404;
          } else answer = all;
          break;
        }
        case 'upload': {
          const id = randomUUID();
          this.#uploads.set(id, body);
          status = 201;
          answer = { id };
          break;
        }
        case 'attachment': {
          const id = path.split('/')[3] ?? '';
          answer = this.#uploads.get(id);
          if (!answer) status = 404;
          break;
        }
        default:
          status = 404;
          answer = { error: { code: 'NotFound', message: `${req.method} ${path} is not part of this emulator` } };
      }
    }

    const fi = this.#faults.findIndex((f) => f.op.includes(route.op));
    const fault = fi < 0 ? undefined : this.#faults[fi]!;
    if (fault && --fault.times <= 0) this.#faults.splice(fi, 1);
    if (fault?.delayMs) await sleep(fault.delayMs);
    if (fault?.status) {
      status = fault.status;
      answer = fault.body ?? { error: { code: 'Injected', message: 'fault injected by the harness' } };
    }

    call.status = fault?.drop ? 0 : status;
    call.delivered = fault?.drop ? fault.drop === 'accepted' : status < 300;
    call.seq = ++this.#seq;
    this.calls.push(call);
    for (const w of [...this.#watchers]) w();
    if (fault?.drop) {
      req.socket.destroy();
      return;
    }
    const out = answer === undefined ? '' : JSON.stringify(answer);
    res.writeHead(status, {
      'content-type': 'application/json; charset=utf-8',
      'content-length': Buffer.byteLength(out),
      ...fault?.headers,
    });
    res.end(out);
  }
}

function classify(method: string, path: string): Pick<BotCall, 'op' | 'conversationId' | 'activityId'> {
  const seg = path
    .replace(/\/+$/, '')
    .split('/')
    .slice(1)
    .map((s) => {
      try {
        return decodeURIComponent(s);
      } catch {
        return s;
      }
    });
  if (seg[0] !== 'v3') return { op: 'unknown' };
  if (seg[1] === 'attachments') return { op: 'attachment' };
  if (seg[1] !== 'conversations') return { op: 'unknown' };
  if (seg.length === 2) return { op: method === 'POST' ? 'createConversation' : 'unknown' };
  const conversationId = seg[2]!;
  const [what, id, sub] = [seg[3], seg[4], seg[5]];
  if (what === 'activities') {
    if (id === 'history') return { op: 'history', conversationId };
    if (sub === 'members') return { op: 'members', conversationId, activityId: id };
    if (id === undefined && method === 'POST') return { op: 'send', conversationId };
    if (id !== undefined && method === 'POST') return { op: 'reply', conversationId, activityId: id };
    if (id !== undefined && method === 'PUT') return { op: 'update', conversationId, activityId: id };
    if (id !== undefined && method === 'DELETE') return { op: 'delete', conversationId, activityId: id };
  }
  if (what === 'members' || what === 'pagedmembers') return { op: 'members', conversationId };
  if (what === 'attachments' && method === 'POST') return { op: 'upload', conversationId };
  return { op: 'unknown', conversationId };
}

export interface ConversationInit {
  id: string;
  channelId: ChannelId;
  user: Account;
  bot: Account;
  locale: string;
  /** Teams only: 'personal' | 'channel' | 'groupChat' */
  conversationType: string;
  tenantId: string;
}

export class Conversation {
  readonly id: string;
  readonly channelId: ChannelId;
  readonly user: Account;
  readonly bot: Account;
  locale?: string;
  readonly conversationType?: string;
  readonly tenantId: string;
  #n = 0;
  readonly connector: BotConnector;

  constructor(connector: BotConnector, init: Partial<ConversationInit> & { channelId: ChannelId }) {
    this.connector = connector;
    this.channelId = init.channelId;
    const short = randomUUID().slice(0, 8);
    const sms = this.channelId === 'sms';
    const teams = this.channelId === 'msteams';
    this.user =
      init.user ??
      (sms
        ? { id: `+1555${String(Math.floor(Math.random() * 1e7)).padStart(7, '0')}` }
        : teams
          ? { id: `29:${short}`, name: 'Pat Patient', aadObjectId: randomUUID() }
          : { id: `dl_${short}`, name: 'Pat Patient' });
    this.bot = init.bot ?? {
      id: teams ? `28:${connector.options.botId}` : sms ? '+15550000001' : connector.options.botId,
      name: connector.options.botName,
    };
    this.id = init.id ?? (sms ? `${this.bot.id}-${this.user.id}` : teams ? `a:${short}` : short);
    this.locale = init.locale ?? (sms ? undefined : 'en-US');
    this.conversationType = init.conversationType ?? (teams ? 'personal' : undefined);
    this.tenantId = init.tenantId ?? '00000000-0000-0000-0000-00000000feed';
  }

  /** The envelope a real channel would put around an activity. Fields given in `a` win. */
  wrap(a: WireActivity): WireActivity {
    const now = new Date();
    const teams = this.channelId === 'msteams';
    return {
      type: 'message',
      id: `${this.id}|${String(this.#n++).padStart(7, '0')}`,
      timestamp: now.toISOString(),
      ...(this.channelId === 'sms' ? {} : { localTimestamp: now.toISOString() }),
      channelId: this.channelId,
      serviceUrl: this.connector.serviceUrl,
      from: { role: 'user', ...this.user },
      recipient: { role: 'bot', ...this.bot },
      conversation: {
        id: this.id,
        ...(teams
          ? { conversationType: this.conversationType!, tenantId: this.tenantId, isGroup: this.conversationType !== 'personal' }
          : {}),
      },
      ...(this.locale ? { locale: this.locale } : {}),
      ...(teams
        ? {
            channelData: { tenant: { id: this.tenantId } },
            entities: [{ type: 'clientInfo', locale: this.locale, country: 'US', platform: 'Web' }],
          }
        : {}),
      ...a,
    };
  }

  /** Send any activity; settles when the bot's HTTP response is complete (plus settleMs). */
  send(a: WireActivity, opts?: Parameters<BotConnector['post']>[1]): Promise<Turn> {
    const full = this.wrap(a);
    this.connector.remember(full.id);
    return this.connector.post(full, opts);
  }

  /** The user types something. */
  say(text: string, extra: WireActivity = {}, opts?: Parameters<BotConnector['post']>[1]): Promise<Turn> {
    return this.send({ type: 'message', text, textFormat: 'plain', ...extra }, opts);
  }

  /** The user presses a suggested action or a card's button of the given turn; throws if there is none. */
  press(turn: Turn, title: string): Promise<Turn> {
    const actions = turn.messages.flatMap((m) => [
      ...(m.suggestedActions?.actions ?? []),
      ...(m.attachments ?? []).flatMap((x) => x.content?.buttons ?? []),
    ]);
    const hit = actions.find((x) => x.title === title);
    if (!hit) throw new Error(`no button "${title}"; there are: ${actions.map((x) => x.title).join(', ') || 'none'}`);
    return hit.type === 'postBack' || hit.type === 'messageBack'
      ? this.send({
          type: 'message',
          ...(typeof hit.value === 'string' ? { text: hit.text ?? hit.value } : { text: hit.text, value: hit.value }),
        })
      : this.say(String(hit.value ?? hit.title));
  }

  /** An Action.Submit of an Adaptive Card: a message without text whose value holds the inputs. */
  submit(value: unknown): Promise<Turn> {
    return this.send({ type: 'message', value });
  }

  /** Teams: a message in a channel that mentions the bot. */
  mention(text: string): Promise<Turn> {
    const at = `<at>${this.bot.name}</at>`;
    return this.send({ type: 'message', text: `${at} ${text}`, entities: [{ type: 'mention', text: at, mentioned: { ...this.bot } }] });
  }

  invoke(name: string, value?: unknown): Promise<Turn> {
    return this.send({ type: 'invoke', name, value });
  }
  event(name: string, value?: unknown): Promise<Turn> {
    return this.send({ type: 'event', name, value });
  }
  typing(): Promise<Turn> {
    return this.send({ type: 'typing' });
  }
  end(): Promise<Turn> {
    return this.send({ type: 'endOfConversation' });
  }

  /** conversationUpdate as Direct Line and Teams send it: bot and user join (two updates on Web Chat, one on Teams). */
  async join(): Promise<Turn[]> {
    if (this.channelId === 'msteams') return [await this.send({ type: 'conversationUpdate', membersAdded: [this.user, this.bot] })];
    return [
      await this.send({ type: 'conversationUpdate', membersAdded: [this.bot] }),
      await this.send({ type: 'conversationUpdate', membersAdded: [this.user] }),
    ];
  }

  /** Deliver the very same activity again, as a channel does when it timed out. */
  redeliver(turn: Turn, opts?: Parameters<BotConnector['post']>[1]): Promise<Turn> {
    return this.connector.post(turn.sent, opts);
  }

  /** Everything the bot said here so far, late and proactive messages included. */
  get transcript(): Array<{ from: 'bot' | 'user'; activity: WireActivity }> {
    const user = this.connector.deliveries.filter((t) => t.sent.conversation?.id === this.id).map((t) => t.sent);
    const bot = this.connector.calls
      .filter((c) => c.conversationId === this.id && (c.op === 'send' || c.op === 'reply') && c.delivered && c.activity)
      .map((c) => c.activity!);
    return [
      ...user.map((activity) => ({ from: 'user' as const, activity })),
      ...bot.map((activity) => ({ from: 'bot' as const, activity })),
    ];
  }

  /** Waits for a bot message that matches, whether a reply or proactive. */
  async expectMessage(match: RegExp | ((a: WireActivity) => boolean), timeoutMs = 3_000): Promise<WireActivity> {
    const ok = typeof match === 'function' ? match : (a: WireActivity) => match.test(a.text ?? '');
    const c = await this.connector.waitFor(
      (x) => x.conversationId === this.id && x.delivered && x.activity?.type === 'message' && ok(x.activity),
      timeoutMs,
    );
    return c.activity!;
  }
}

/** Protocol faults a bot's outgoing activity has, for one assertion over a whole run. */
export function lint(call: BotCall): string[] {
  const a = call.activity;
  const bad: string[] = [];
  if (!a) return bad;
  if (!a.type) bad.push('no type');
  if (!a.conversation?.id) bad.push('no conversation.id');
  else if (call.conversationId && a.conversation.id !== call.conversationId)
    bad.push(`conversation.id ${a.conversation.id} is not the URL's ${call.conversationId}`);
  if (!a.from?.id) bad.push('no from.id');
  if (!a.recipient?.id) bad.push('no recipient.id');
  if (a.type === 'message' && !a.text && !a.attachments?.length && !a.suggestedActions && !a.speak && a.channelData === undefined)
    bad.push('empty message');
  if (call.op === 'reply' && a.replyToId && a.replyToId !== call.activityId) bad.push('replyToId differs from the URL');
  if (a.channelId === 'sms' && a.attachments?.some((x) => x.contentType.startsWith('application/vnd.microsoft.card')))
    bad.push('card on SMS');
  if (a.channelId === 'sms' && a.suggestedActions) bad.push('suggestedActions on SMS');
  return bad;
}
