import type { Day } from './calendar.ts';
import type { Token } from './tokens.ts';

/** A time that a message names. */
export interface DateHit {
  from: number;
  to: number;
  /** Whole days before today. */
  daysAgo?: number;
  /** Days after something else: "3 days after it", "the same day". */
  after?: number;
  /** How it is told: "since Friday" and "for 3 days" are how long something has lasted. */
  lasting?: boolean;
  /** Only "3 days" or "a week": a time only where one was asked for. */
  bare?: boolean;
  /** A day that is still to come. */
  future?: boolean;
}

export type Found = Omit<DateHit, 'from'>;
/** Reads a time that begins at `at`; `text` is empty at the edges of clauses. */
export type DateRule = (text: (index: number) => string, at: number, tokens: readonly Token[], today: Day) => Found | undefined;
