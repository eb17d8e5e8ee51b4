import http from 'node:http';
import https from 'node:https';
import type { Outbound } from '../activity.ts';
import { type RetryAfter, Undeliverable } from '../undeliverable.ts';
import { within } from '../within.ts';
import { assertServiceUrl } from './service-url.ts';

export interface Connector {
  send(reply: Outbound): Promise<void>;
  close(): void;
}

export interface ConnectorOptions {
  /** Where replies may go. */
  hosts: string[] | 'loopback';
  /** The Authorization header; none where nobody asks for it. */
  authorization(): Promise<string | undefined>;
  /** For a reply with all attempts, in ms. */
  timeout: number;
}

const AGENT = { keepAlive: true, maxSockets: 256, timeout: 60_000 };
/** An attempt that fails in passing is made again while the turn waits; what takes longer is left to the outbox. */
const PAUSES = [100, 400];
const LONGEST_ANSWER = 64_000;

/**
 * Sends replies to the channel's own service. The SDK's client does the same at ten times the cost, and follows redirects to wherever.
 */
export function createConnector({ hosts, authorization, timeout }: ConnectorOptions): Connector {
  const agents = { 'http:': new http.Agent(AGENT), 'https:': new https.Agent(AGENT) };

  async function attempt(reply: Outbound, end: number): Promise<void> {
    // It was right when it came in; the settings may have changed since.
    assertServiceUrl(reply.serviceUrl, hosts);
    const base = reply.serviceUrl.replace(/\/+$/, '');
    const parts = ['v3', 'conversations', reply.conversation.id, 'activities', ...(reply.replyToId === undefined ? [] : [reply.replyToId])];
    const url = new URL(`${base}/${parts.map(encodeURIComponent).join('/')}`);
    const body = Buffer.from(JSON.stringify(reply));
    const left = () => end - performance.now();
    // Whoever gives out tokens may never answer.
    const token = await within(left(), authorization());
    const headers = {
      'content-type': 'application/json; charset=utf-8',
      'content-length': body.length,
      ...(token && { authorization: token }),
    };
    const options = { method: 'POST', headers, agent: agents[url.protocol as keyof typeof agents], timeout: left() };
    const { status, retryAfter } = await post(url, options, body);
    if (status < 200 || status >= 300) throw new Undeliverable(status, retryAfter);
  }

  return {
    async send(reply) {
      const end = performance.now() + timeout;
      for (let tries = 0; ; tries++) {
        try {
          return await attempt(reply, end);
        } catch (error) {
          const pause = PAUSES[tries];
          if (pause === undefined || !inPassing(error) || performance.now() + pause >= end) throw error;
          await new Promise((done) => setTimeout(done, pause));
        }
      }
    },
    close() {
      for (const agent of Object.values(agents)) agent.destroy();
    },
  };
}

interface Answer {
  status: number;
  retryAfter: RetryAfter;
}

function post(url: URL, options: http.RequestOptions, body: Buffer): Promise<Answer> {
  const { request } = url.protocol === 'https:' ? https : http;
  return new Promise((resolve, reject) => {
    const sent = request(url, options, (response) => {
      let length = 0;
      response.on('data', (chunk: Buffer) => {
        length += chunk.length;
        if (length > LONGEST_ANSWER) sent.destroy(new Error('the channel answers without end'));
      });
      response.once('error', reject);
      response.once('end', () => {
        clearTimeout(limit);
        const seconds = Number(response.headers['retry-after']);
        resolve({ status: response.statusCode ?? 0, retryAfter: Number.isFinite(seconds) ? seconds * 1_000 : undefined });
      });
    });
    // The agent's own timeout starts anew with every byte.
    const limit = setTimeout(() => sent.destroy(new Error('the channel took too long')), options.timeout);
    sent.once('error', (error) => {
      clearTimeout(limit);
      reject(error);
    });
    sent.end(body);
  });
}

/** A connection that was lost, or a service that is busy and does not say for how long. */
function inPassing(error: unknown): boolean {
  if (error instanceof Undeliverable) return error.retryAfter === undefined && (error.status === 429 || error.status >= 500);
  return (error as NodeJS.ErrnoException).code === 'ECONNRESET' || (error as NodeJS.ErrnoException).code === 'EPIPE';
}
