import { recall, remember } from './memory.ts';

export interface Ticket {
  conversationId: string;
  token: string;
}

const BASE = '/v3/directline';
const TIMEOUT = 15_000;

/** Calls to the bot with the ticket of this conversation, which is kept over reloads. */
export function wire() {
  let ticket = recall<Ticket>('ticket');
  return {
    ticket: () => ticket,
    keep(next: Ticket): void {
      ticket = { conversationId: next.conversationId, token: next.token };
      remember('ticket', ticket);
    },
    /** Another tab may have left a newer one meanwhile: that stays. */
    drop(): void {
      if (recall<Ticket>('ticket')?.conversationId === ticket?.conversationId) remember('ticket', undefined);
      ticket = undefined;
    },
    /** Takes over the ticket that another tab has left, if it is not ours. */
    adopt(): boolean {
      const left = recall<Ticket>('ticket');
      if (!left || left.conversationId === ticket?.conversationId) return false;
      ticket = left;
      return true;
    },
    /** Throws only where no answer came; `body` is there when the bot agreed. */
    async call<T>(method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown): Promise<{ status: number; body?: T }> {
      const headers: Record<string, string> = { 'content-type': 'application/json' };
      if (ticket) headers.authorization = `Bearer ${ticket.token}`;
      const abort = new AbortController();
      const late = setTimeout(() => abort.abort(), TIMEOUT);
      try {
        const response = await fetch(BASE + path, { method, headers, body: JSON.stringify(body), signal: abort.signal, cache: 'no-store' });
        const full = response.ok && response.status !== 204;
        return { status: response.status, body: full ? ((await response.json()) as T) : undefined };
      } finally {
        clearTimeout(late);
      }
    },
  };
}

/** Runs what no other tab may do at the same time, where the browser can arrange it. */
export async function alone<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await navigator.locks.request('clinic-chat', work);
  } catch (error) {
    // No locks here: not in a secure context, or storage is forbidden.
    if (navigator.locks === undefined || (error as Error).name === 'SecurityError') return work();
    throw error;
  }
}

export function isExpired(status: number): boolean {
  return status === 401 || status === 403;
}

export function isGone(status: number): boolean {
  return status === 404;
}
