import type { Activity, Outgoing } from './activity.ts';
import { alone, isExpired, isGone, type Ticket, wire } from './wire.ts';

/** A small Direct Line 3.0 client: one conversation, kept over reloads, drops of the network and restarts of the bot. */
export interface DirectLine {
  post(message: Outgoing): Promise<'sent' | 'later' | 'refused'>;
  /** Looks at once whether anything was missed: the network may have come back, or the page into view. */
  wake(): void;
  /** False where the bot could not be asked, or no longer knows us. */
  erase(): Promise<boolean>;
}

interface Listener {
  activities(batch: Activity[]): void;
  /** Up: messages can be sent and heard. */
  link(up: boolean): void;
  /** The conversation is gone; another begins. */
  gone(): void;
}

interface Opened extends Ticket {
  streamUrl: string;
  expires_in: number;
}

interface Batch {
  activities: Activity[];
  watermark?: string;
}

const POLL = 2_000;

export function directLine(locale: () => string, on: Listener): DirectLine {
  const { call, keep, drop, ticket, adopt } = wire();
  let watermark = '';
  let socket: WebSocket | undefined;
  let up = false;
  let opening = false;
  let failures = 0;
  let deafSockets = 0;
  let timer = 0;
  let renewal = 0;

  const here = (tail: string) => `/conversations/${encodeURIComponent(ticket()!.conversationId)}${tail}`;
  const since = () => `?watermark=${encodeURIComponent(watermark)}`;

  function forget(): void {
    drop();
    watermark = '';
    on.gone();
  }

  async function renew(): Promise<boolean> {
    const old = ticket();
    if (!old) return false;
    const { body } = await call<Ticket>('POST', '/tokens/refresh');
    if (body) keep({ ...old, token: body.token });
    return body !== undefined;
  }

  async function resume(): Promise<Opened | undefined> {
    let answer = await call<Opened>('GET', here(since()));
    if (isExpired(answer.status) && (await renew())) answer = await call<Opened>('GET', here(since()));
    if (answer.body) return answer.body;
    if (isGone(answer.status) || isExpired(answer.status)) {
      forget();
      return undefined;
    }
    throw new Error(`Direct Line answered ${answer.status}`);
  }

  async function begin(): Promise<Opened> {
    const { body: fresh, status } = await call<Ticket>('POST', '/tokens/generate', { locale: locale() });
    if (!fresh) throw new Error(`Direct Line answered ${status}`);
    keep(fresh);
    const { body: opened, status: refusal } = await call<Opened>('POST', '/conversations', { locale: locale() });
    if (!opened) {
      drop();
      throw new Error(`Direct Line answered ${refusal}`);
    }
    return opened;
  }

  /** Another tab may have begun meanwhile: then its conversation is ours too. */
  function start(): Promise<Opened> {
    return alone(async () => (adopt() && (await resume())) || begin());
  }

  async function open(): Promise<void> {
    if (opening) return;
    opening = true;
    clearTimeout(timer);
    try {
      const opened = (ticket() && (await resume())) ?? (await start());
      keep(opened);
      clearTimeout(renewal);
      renewal = setTimeout(() => void renew().catch(() => {}), Math.min(opened.expires_in * 500, 2 ** 31 - 1));
      // Some networks let no WebSocket through: after two that never opened, ask instead.
      if (deafSockets < 2) listen(opened.streamUrl);
      else await sync();
    } catch {
      lost();
    } finally {
      opening = false;
    }
  }

  function listen(streamUrl: string): void {
    const url = new URL(streamUrl, location.href);
    // Behind a proxy the bot may not know the name it is reached by. It is the name of this page.
    url.protocol = location.protocol === 'https:' ? 'wss:' : 'ws:';
    url.host = location.host;
    const mine = new WebSocket(url);
    let heard = false;
    socket = mine;
    mine.onopen = () => {
      heard = true;
      deafSockets = 0;
      linked();
    };
    mine.onmessage = ({ data }) => {
      if (data && socket === mine) take(JSON.parse(data) as Batch);
    };
    mine.onclose = () => {
      if (socket !== mine) return;
      if (!heard && navigator.onLine) deafSockets += 1;
      lost();
    };
  }

  function linked(): void {
    failures = 0;
    up = true;
    on.link(true);
  }

  function lost(): void {
    hangUp();
    up = false;
    on.link(false);
    clearTimeout(timer);
    timer = setTimeout(() => void open(), Math.min(500 * 2 ** failures++, 8_000));
  }

  function hangUp(): void {
    const old = socket;
    socket = undefined;
    old?.close();
  }

  function take({ activities, watermark: next }: Batch): void {
    if (next !== undefined) watermark = next;
    on.activities(activities ?? []);
  }

  /** Asks for what is new; the only way to hear where no WebSocket comes through. */
  async function sync(): Promise<void> {
    const { body, status } = await call<Batch>('GET', here(`/activities${since()}`));
    if (!body) throw new Error(`Direct Line answered ${status}`);
    take(body);
    if (socket) return;
    if (!up) linked();
    clearTimeout(timer);
    timer = setTimeout(() => sync().catch(lost), POLL);
  }

  async function post({ clientActivityID, text, locale: spoken, picked }: Outgoing): Promise<'sent' | 'later' | 'refused'> {
    if (!ticket()) return 'later';
    try {
      const channelData = { clientActivityID, ...(picked && { picked }) };
      const { status } = await call('POST', here('/activities'), { type: 'message', text, locale: spoken, channelData });
      if (status < 300) return 'sent';
      if (isExpired(status) || isGone(status)) {
        lost();
        return 'later';
      }
      return status < 500 && status !== 408 && status !== 429 ? 'refused' : 'later';
    } catch {
      // No answer: whatever the browser and the open socket say, the network is not there.
      lost();
      return 'later';
    }
  }

  function wake(): void {
    if (!navigator.onLine) {
      hangUp();
      up = false;
      on.link(false);
      clearTimeout(timer);
    } else if (up) {
      void sync().catch(lost);
    } else {
      failures = 0;
      void open();
    }
  }

  async function erase(): Promise<boolean> {
    try {
      let status = ticket() ? (await call('DELETE', here(''))).status : 404;
      if (isExpired(status) && (await renew())) ({ status } = await call('DELETE', here('')));
      if (status >= 300 && !isGone(status)) return false;
    } catch {
      return false;
    }
    hangUp();
    clearTimeout(timer);
    forget();
    void open();
    return true;
  }

  void open();
  return { post, wake, erase };
}
