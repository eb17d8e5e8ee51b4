import type { Unanswered } from '../../dialogs/faq/unanswered.ts';
import type { Session } from '../../dialogs/session.ts';
import type { Inbound, Outbound } from '../activity.ts';
import type { Audit } from './audit.ts';
import type { Bytes } from './sealer.ts';

/** One conversation, as it stood after its latest turn. */
export interface Known {
  /** 0: nobody has spoken here yet. Counts the turns. */
  version: number;
  session?: Session;
  /** The conversation's wrapped key: what a turn is sealed with. */
  dataKey?: Bytes | null;
  /** What was answered to the activity that was asked about, if that one is known already. */
  replies?: Stored[];
}

export interface Stored {
  /** The conversation's name in the store. */
  conversation: string;
  seq: number;
  activity: Outbound;
}

/** What one turn changes. All of it is written, or nothing. */
export interface Commit {
  /** What the turn began from. */
  from: Pick<Known, 'version' | 'dataKey'>;
  session?: Session;
  inbound: Inbound;
  replies: Outbound[];
  /** A question that had no answer: kept for the clinic. */
  unanswered?: Unanswered;
  /** Whom to ask later; null: nobody any more. Nothing: as it was. */
  checkIn?: CheckIn | null;
  /** For how many ms the turn itself tries to send the replies; later the outbox does. Nothing: nobody sends, they are fetched. */
  sendWithin?: number;
}

/** That the patient is to be asked at a time, in ms, whether they reached the clinic. */
export interface CheckIn {
  /** The conversation and its door. */
  key: string;
  due: number;
  /** Where the patient can be written to. */
  place: Pick<Inbound, 'channelId' | 'serviceUrl' | 'conversation' | 'from' | 'recipient' | 'locale'>;
}

export interface Undelivered extends Stored {
  attempts: number;
  /** For how many ms it has waited. */
  age: number;
}

export interface Page {
  activities: (Inbound | Outbound)[];
  /** The place of the last activity, shown or not. */
  watermark: number;
}

export interface Backlog {
  undelivered: number;
  /** For how many ms the eldest of them has waited. */
  age: number;
}

/**
 * Keys name a conversation together with its door. No two turns of one conversation overlap, in however many processes.
 * The store's own clock counts, so that processes whose clocks differ agree.
 */
export interface Store {
  /** The name under which a conversation is stored. It tells nothing. */
  name(key: string): string;
  load(key: string, activityId: string): Promise<Known>;
  /** Nothing is returned and nothing written when another turn came first: load and think again. */
  commit(key: string, turn: Commit): Promise<Stored[] | undefined>;
  /** What was said after `seq`; nothing when there is no such conversation. */
  since(key: string, seq: number): Promise<Page | undefined>;
  /** Replies that nobody received and whose time has come, all those of up to `limit` conversations. They are the caller's for `lease` ms. */
  claim(lease: number, limit: number): Promise<Undelivered[]>;
  delivered(replies: Stored[]): Promise<void>;
  /** Tried and failed: again in so many ms. */
  postpone(replies: Stored[], ms: number): Promise<void>;
  /** Up to `limit` check-ins whose time has come by `now`. They are the caller's for `lease` ms, or until a turn says otherwise. */
  claimCheckIns(now: number, lease: number, limit: number): Promise<CheckIn[]>;
  /** At a start: what was being sent is due, unless another process may be sending it. */
  recover(): Promise<void>;
  backlog(): Promise<Backlog>;
  /** Leaves nothing of the conversation that could be read, and notes who asked for it; false when there is no such conversation. */
  erase(key: string, actor: string): Promise<boolean>;
  /** Erases up to `limit` conversations in which nothing was said for so many ms, and says how many. */
  expire(ms: number, limit: number): Promise<number>;
  /** Tells of conversations in which another process committed something; of undefined when some may have been missed. */
  watch(changed: (name: string | undefined) => void): void;
  /** The questions that had no answer, the eldest first; those of erased conversations are gone. */
  unanswered(): Promise<(Unanswered & { at: number })[]>;
  audit: Audit;
  ping(): Promise<void>;
  close(): Promise<void>;
}
