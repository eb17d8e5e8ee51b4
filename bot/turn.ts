import { randomUUID } from 'node:crypto';
import type { Content } from '../content/load.ts';
import type { Language } from '../content/schema.ts';
import type { converse, Event, Turn } from '../dialogs/converse.ts';
import type { Reply } from '../dialogs/reply.ts';
import type { Session } from '../dialogs/session.ts';
import { type Wording, wording } from '../dialogs/wording.ts';
import type { Inbound, Outbound } from './activity.ts';
import { checkInAfter, OWN_NOTE } from './check-ins.ts';
import { Fault } from './fault.ts';
import type { Limits } from './limits.ts';
import type { Log } from './log.ts';
import type { Metrics } from './metrics.ts';
import type { Outbox, Send } from './outbox.ts';
import { createQueue } from './queue.ts';
import { bodies } from './render/bodies.ts';
import type { Store, Stored } from './store/store.ts';

export interface Incoming {
  /** The conversation and its door. */
  key: string;
  activity: Inbound;
  event: Event;
  /** How replies leave. Without it they are fetched by whoever asked. */
  send?: Send;
  /** The door has no page around it on which a warning could stand. */
  bare?: boolean;
  /** The conversation must have begun: 404 otherwise. */
  begun?: boolean;
  /** The door can write of itself later. */
  reachable?: boolean;
  /** The door answers once the turn is committed; the replies leave behind it, in order. */
  answerFirst?: boolean;
  /** Says so when something came along that cannot be read: a key of the wording. */
  notice?: string;
}

export interface Taken {
  replies: Outbound[];
  /** Answered before: `replies` are those of then, and nothing was sent. */
  duplicate: boolean;
}

export interface TurnServices {
  content: Content;
  store: Store;
  outbox: Outbox;
  log: Log;
  limits: Limits;
  metrics: Metrics;
  converse: typeof converse;
  /** Whoever was told to call may be asked later whether they did. */
  checksIn: boolean;
  /** Says at the start of a conversation that no clinician signed the rules. */
  demoBanner: boolean;
}

export type TakeTurn = (incoming: Incoming) => Promise<Taken>;

export interface Turns {
  take: TakeTurn;
  /** After the turns that came before it. False when there is no such conversation. */
  erase(key: string, actor: string): Promise<boolean>;
  idle(): Promise<void>;
  underway(): number;
}

/** Other processes may speak in the same conversation: the turn is thought through again on what they left. */
const TRIES = 12;
/** When the store fails it is tried again, in ms. */
const AGAIN_AFTER = [150, 600];
const REMEMBERED = 10_000;

type Committed = { duplicate: true; replies: Outbound[] } | { duplicate: false; replies: Outbound[]; stored: Stored[] };

/** `told`: the messages whose patients know that something went wrong. */
type Telling = TurnServices & { told: Set<string> };

/** One turn: queued behind the conversation's others, committed as a whole, then delivered. */
export function createTurns(services: TurnServices): Turns {
  const queued = createQueue();
  const leaving = createQueue();
  const telling: Telling = { ...services, told: new Set() };
  const underway = new Set<Promise<unknown>>();
  const track = <T>(work: Promise<T>): Promise<T> => {
    underway.add(work);
    const forget = () => underway.delete(work);
    work.then(forget, forget);
    return work;
  };
  /** Those of one conversation one after another; what would come too late is left to the outbox. */
  const leave = ({ key }: Incoming, replies: Stored[], send: Send) => {
    const { outbox, metrics } = services;
    // Sending takes part of the lease; what has not begun by the end of the rest may still be under way when it ends.
    const until = performance.now() + outbox.spare;
    const job = async () => (performance.now() < until ? metrics.stage('deliver', () => outbox.deliver(replies, send)) : undefined);
    return track(leaving(key, job));
  };
  return {
    async take(incoming) {
      services.limits.messages.take(`${incoming.key}|${incoming.activity.from.id}`);
      services.limits.turn(underway.size);
      const [door = ''] = incoming.key.split('|');
      return track(queued(incoming.key, () => services.metrics.turn(door, () => take(telling, incoming, leave))));
    },
    erase: (key, actor) => track(queued(key, () => services.store.erase(key, actor))),
    underway: () => underway.size,
    async idle() {
      while (underway.size > 0) await Promise.allSettled([...underway]);
    },
  };
}

type Leave = (incoming: Incoming, replies: Stored[], send: Send) => Promise<void>;

async function take(services: Telling, incoming: Incoming, leave: Leave): Promise<Taken> {
  const committed = await commit(services, incoming).catch((error) => withoutStore(services, incoming, error));
  if (committed.duplicate) return committed;
  services.metrics.said(committed.replies);
  if (incoming.send && committed.stored.length > 0) {
    const left = leave(incoming, committed.stored, incoming.send);
    if (!incoming.answerFirst) await left;
  }
  return committed;
}

async function commit(services: TurnServices, incoming: Incoming): Promise<Committed> {
  const { key, activity, send, bare, begun, notice } = incoming;
  const event = services.checksIn && incoming.reachable ? reaching(incoming.event) : incoming.event;
  const { store, metrics } = services;
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const known = await metrics.stage('load', () => store.load(key, activity.id));
    if (begun && known.version === 0) throw new Fault(404, 'no-conversation', 'There is no such conversation: start one.');
    if (known.replies) return { duplicate: true, replies: known.replies.map((reply) => reply.activity) };
    const { session, replies: spoken, unanswered } = await metrics.stage('converse', () => speak(services, known.session, event, activity));
    const banner = services.demoBanner && known.version === 0 && bare ? [demoReply(services.content, session, activity)] : [];
    const noticed: Reply[] = notice ? [{ text: words(services.content, session, activity).say(notice), tone: 'plain' }] : [];
    const replies = address(services.content, activity, [...banner, ...spoken, ...noticed], session);
    const checkIn = checkInAfter(known.session, session, key, activity);
    const turn = { from: known, session, inbound: activity, replies, unanswered, checkIn, sendWithin: send && services.outbox.lease };
    const stored = await metrics.stage('commit', () => store.commit(key, turn));
    if (stored) return { duplicate: false, replies, stored };
  }
  throw new Fault(503, 'busy', 'The conversation is spoken in from elsewhere: send the activity again.');
}

function reaching(event: Event): Event {
  return event.kind === 'message' ? { ...event, message: { ...event.message, checksIn: true } } : event;
}

/** Whatever goes wrong inside, the patient is told so and where to turn, and what they told before stays as it was. */
async function speak(
  { converse, content, log }: TurnServices,
  session: Session | undefined,
  event: Event,
  activity: Inbound,
): Promise<Partial<Turn> & Pick<Turn, 'replies'>> {
  try {
    const turn = await converse(content, session, event);
    if (turn.replies.length === 0 && event.kind === 'message') throw new Error('a message was left without a reply');
    return turn;
  } catch (error) {
    log.error('turn failed', { error });
    // Nobody waits for it.
    if (event.kind === 'check-in') return { session: session && { ...session, checkIn: undefined }, replies: [] };
    return { session, replies: [apology(content, session, activity)] };
  }
}

/**
 * The store failed. An emergency is recognized without it, and its text never waits for one; everything else is tried again, as most
 * failures pass. At last the patient is told, once for each message, and the channel that it may deliver again. What is said so is a
 * notice: the message's one answer is still to come, and is what the store keeps.
 */
async function withoutStore(services: Telling, incoming: Incoming, cause: unknown, tries = 0): Promise<Committed> {
  if (cause instanceof Fault && cause.status < 500) throw cause;
  const { activity, event, send } = incoming;
  const { content, log, metrics, told } = services;
  log.error('store failed', { error: cause });
  metrics.storeFailed();
  const tell = async (replies: Reply[]) => {
    if (!send) return;
    for (const { replyToId: _, ...reply } of address(content, activity, replies)) {
      // The same words for the same message are the same notice, whichever process says it.
      const id = services.store.name(['notice', incoming.key, activity.id, reply.text].join('|'));
      await send({ ...reply, id }).catch((error) => log.error('reply lost', { error }));
    }
  };
  if (tries === 0 && send && event.kind === 'message') {
    const { replies } = await speak(services, undefined, event, activity);
    const urgent = replies.filter(({ tone }) => tone === 'urgent');
    await tell(urgent);
    if (urgent.length > 0) throw outage(cause);
  }
  const wait = AGAIN_AFTER[tries];
  if (wait !== undefined) {
    await new Promise((done) => setTimeout(done, wait));
    return commit(services, incoming).catch((error) => withoutStore(services, incoming, error, tries + 1));
  }
  const name = `${incoming.key}|${activity.id}`;
  if (event.kind === 'message' && !told.has(name)) await tell([apology(content, undefined, activity)]);
  told.add(name);
  if (told.size > REMEMBERED) told.delete(told.values().next().value!);
  throw outage(cause);
}

function outage(cause: unknown): Fault {
  if (cause instanceof Fault) return cause;
  return new Fault(503, 'store', 'Nothing can be stored at the moment: send the activity again.', { cause, retryAfter: 2 });
}

function apology(content: Content, session: Session | undefined, activity: Inbound): Reply {
  return { text: words(content, session, activity).say('error.turn'), tone: 'urgent', card: 'emergency' };
}

function demoReply(content: Content, session: Session | undefined, activity: Inbound): Reply {
  return { text: words(content, session, activity).say('demo'), tone: 'plain' };
}

function words(content: Content, session: Session | undefined, activity: Inbound): Wording {
  return wording(content, languageOf(session, activity), session?.medium);
}

function languageOf(session: Session | undefined, { locale }: Inbound): Language {
  return session?.language ?? (locale?.toLowerCase().startsWith('es') ? 'es' : 'en');
}

function address(content: Content, inbound: Inbound, replies: Reply[], session?: Session): Outbound[] {
  const timestamp = new Date().toISOString();
  const locale = languageOf(session, inbound);
  return bodies(replies, inbound.channelId, wording(content, locale)).map((body) => ({
    ...body,
    locale,
    type: 'message',
    id: randomUUID(),
    timestamp,
    channelId: inbound.channelId,
    serviceUrl: inbound.serviceUrl,
    conversation: inbound.conversation,
    from: inbound.recipient ?? { id: 'bot' },
    recipient: inbound.from,
    ...(inbound.type !== OWN_NOTE && { replyToId: inbound.id }),
  }));
}
