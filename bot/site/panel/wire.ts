import { recall, remember } from './memory.ts';

export interface Ticket {
  conversationId: string;
  token: string;
}

const BASE = '/v3/directline';
const TIMEOUT = 20_000;

/** Calls to the bot with the ticket of this conversation, which is kept over reloads. */
export function wire() {
  let ticket = recall<Ticket>('ticket');
  return {
    ticket: () => ticket,
    keep(next: Ticket | undefined): void {
      ticket = next && { conversationId: next.conversationId, token: next.token };
      remember('ticket', ticket);
    },
    /** Throws only where no answer came; `body` is there when the bot agreed. */
    async call<T>(method: 'GET' | 'POST', path: string, body?: unknown): Promise<{ status: number; body?: T }> {
      const headers: Record<string, string> = { 'content-type': 'application/json' };
      if (ticket) headers.authorization = `Bearer ${ticket.token}`;
      const abort = new AbortController();
      const late = setTimeout(() => abort.abort(), TIMEOUT);
      try {
        const response = await fetch(BASE + path, { method, headers, body: JSON.stringify(body), signal: abort.signal, cache: 'no-store' });
        return { status: response.status, body: response.ok ? ((await response.json()) as T) : undefined };
      } finally {
        clearTimeout(late);
      }
    },
  };
}

export function isExpired(status: number): boolean {
  return status === 401 || status === 403;
}

export function isGone(status: number): boolean {
  return status === 404;
}
