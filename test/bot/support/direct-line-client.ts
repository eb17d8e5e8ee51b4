import WebSocket from 'ws';

export interface Activity {
  id: string;
  type: string;
  text?: string;
  from: { id: string };
  replyToId?: string;
  timestamp?: string;
  channelData?: Record<string, unknown>;
  [field: string]: unknown;
}

export interface Page {
  activities: Activity[];
  watermark: string;
}

export interface Started {
  conversationId: string;
  token: string;
  expires_in: number;
  streamUrl: string;
}

export interface Answer<T> {
  status: number;
  body: T;
  headers: Headers;
}

/** A small client of the protocol, for a conversation or for wrong requests. */
export class DirectLineClient {
  readonly base: string;
  token = '';
  conversationId = '';
  streamUrl = '';

  constructor(base: string) {
    this.base = `${base}/v3/directline`;
  }

  async start(body: object = {}): Promise<this> {
    const { token, conversationId } = (await this.call<Started>('POST', '/tokens/generate')).body;
    Object.assign(this, { token, conversationId });
    const { streamUrl } = (await this.call<Started>('POST', '/conversations', body)).body;
    this.streamUrl = streamUrl;
    return this;
  }

  async call<T = unknown>(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer<T>> {
    const response = await fetch(this.base + path, {
      method,
      headers: {
        ...(this.token && { authorization: `Bearer ${this.token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: (text ? JSON.parse(text) : undefined) as T, headers: response.headers };
  }

  say(text: string, more: object = {}): Promise<Answer<{ id: string }>> {
    return this.call('POST', `/conversations/${this.conversationId}/activities`, { type: 'message', text, from: { id: 'me' }, ...more });
  }

  async read(watermark = ''): Promise<Page> {
    return (await this.call<Page>('GET', `/conversations/${this.conversationId}/activities?watermark=${watermark}`)).body;
  }

  listen(url = this.streamUrl, headers: Record<string, string> = {}): Promise<Listener> {
    const socket = new WebSocket(url, { headers });
    const listener = new Listener(socket);
    return new Promise((done, failed) => {
      socket.once('open', () => done(listener));
      socket.once('error', failed);
    });
  }
}

export class Listener {
  readonly frames: Page[] = [];
  readonly socket: WebSocket;

  constructor(socket: WebSocket) {
    this.socket = socket;
    socket.on('message', (data) => this.frames.push(JSON.parse(String(data))));
  }

  get texts(): (string | undefined)[] {
    return this.frames.flatMap(({ activities }) => activities.map(({ text }) => text));
  }

  async until(count: number): Promise<this> {
    for (let tries = 0; tries < 500 && this.texts.length < count; tries++) await new Promise((done) => setTimeout(done, 10));
    return this;
  }

  close(): void {
    this.socket.close();
  }
}
