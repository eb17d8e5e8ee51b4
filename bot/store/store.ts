import type { Session } from '../../dialogs/session.ts';
import type { Inbound, Outbound } from '../activity.ts';

/** One conversation, as it stood after its latest turn. */
export interface Known {
  /** 0: nobody has spoken here yet. Counts the turns. */
  version: number;
  session?: Session;
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
  /** The version that the turn began from. */
  version: number;
  session?: Session;
  inbound: Inbound;
  replies: Outbound[];
  /** Until when the turn itself tries to send the replies; later the outbox does. Nothing: nobody sends, they are fetched. */
  sendBy?: number;
}

export interface Undelivered extends Stored {
  attempts: number;
  since: number;
}

export interface Page {
  activities: (Inbound | Outbound)[];
  /** The place of the last activity, shown or not. */
  watermark: number;
}

/** Keys name a conversation together with its door. No two turns of one conversation overlap, in however many processes. */
export interface Store {
  load(key: string, activityId: string): Promise<Known>;
  /** Nothing is returned and nothing written when another turn came first: load and think again. */
  commit(key: string, turn: Commit): Promise<Stored[] | undefined>;
  /** What was said after `seq`; nothing when there is no such conversation. */
  since(key: string, seq: number): Promise<Page | undefined>;
  /** Replies that nobody received and whose time has come, the eldest first. */
  due(now: number, limit: number): Promise<Undelivered[]>;
  delivered(replies: Stored[]): Promise<void>;
  /** Tried and failed: again at `at`. */
  postpone(replies: Stored[], at: number): Promise<void>;
  /** Everything undelivered is due: whoever was sending it has ended. */
  releaseAll(): Promise<void>;
  ping(): Promise<void>;
  close(): Promise<void>;
}
