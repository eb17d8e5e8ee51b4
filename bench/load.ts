import { randomUUID } from 'node:crypto';
import http from 'node:http';
import type { Target } from './target.ts';

/** A patient from first word to advice; every conversation says the same. */
const SAYS = [
  'had an epidural steroid shot thursday, since friday my head is killing me when i sit up, lying down its ok. tylenol does nothing',
  'none',
  'none',
  'back of the head',
  "it's new",
  '8',
  'over a few hours',
  'nothing else',
];

export interface Result {
  perSecond: number;
  p50: number;
  p99: number;
  /** Processor time of the server, in ms a turn. */
  cpu: number;
  /** The part of it that the main thread took: without sentence vectors. */
  main: number;
}

export type Door = 'messages' | 'page';

const agent = new http.Agent({ keepAlive: true, maxSockets: 256 });

function post(url: string, body: unknown, headers: Record<string, string> = {}): Promise<{ status: number; text: string }> {
  const payload = JSON.stringify(body);
  return new Promise((resolve, reject) => {
    const all = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(payload), ...headers };
    const sent = http.request(url, { method: 'POST', agent, headers: all }, (response) => {
      let text = '';
      response.on('data', (chunk) => {
        text += chunk;
      });
      response.on('end', () => resolve({ status: response.statusCode!, text }));
    });
    sent.on('error', reject);
    sent.end(payload);
  });
}

/** One patient's way of speaking; conversations begin anew when all is said. */
async function speaker(target: Target, door: Door, channel: string): Promise<(text: string, first: boolean) => Promise<void>> {
  let conversation = '';
  let headers: Record<string, string> = {};
  const begin = async () => {
    conversation = randomUUID();
    if (door === 'messages') return;
    const api = `${target.base}/v3/directline`;
    const { token, conversationId } = JSON.parse((await post(`${api}/tokens/generate`, {})).text);
    conversation = conversationId;
    headers = { authorization: `Bearer ${token}` };
    await post(`${api}/conversations`, {}, headers);
  };
  return async (text, first) => {
    if (first) await begin();
    const id = randomUUID();
    const activity = {
      type: 'message',
      id,
      text,
      channelId: 'webchat',
      serviceUrl: channel,
      conversation: { id: conversation },
      from: { id: conversation },
      recipient: { id: 'bot' },
    };
    const url = door === 'page' ? `${target.base}/v3/directline/conversations/${conversation}/activities` : `${target.base}/api/messages`;
    const { status } = await post(url, door === 'page' ? { type: 'message', text } : activity, headers);
    if (status !== 200) throw new Error(`${target.name} answered ${status}`);
  };
}

/** `turns` messages by `together` patients at once. Beginning a conversation of the page is not timed but costs its share of processor. */
export async function load(target: Target, turns: number, together: number, door: Door, channel: string): Promise<Result> {
  const times: number[] = [];
  const before = target.cpu();
  const began = performance.now();
  let left = turns;
  const patient = async () => {
    const say = await speaker(target, door, channel);
    for (let said = 0; left-- > 0; said++) {
      const at = performance.now();
      await say(SAYS[said % SAYS.length]!, said % SAYS.length === 0);
      times.push(performance.now() - at);
    }
  };
  await Promise.all(Array.from({ length: together }, patient));
  const took = performance.now() - began;
  const after = target.cpu();
  const [cpu, main] = [(after.all - before.all) / turns, (after.main - before.main) / turns];
  times.sort((one, other) => one - other);
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))]!;
  return { perSecond: (turns / took) * 1_000, p50: at(0.5), p99: at(0.99), cpu, main };
}

/** The one in the middle by processor time: others may use this machine too. */
export function middle(results: Result[]): Result {
  return [...results].sort((one, other) => one.cpu - other.cpu)[Math.floor(results.length / 2)]!;
}
