import type { Value } from '../../content/schema.ts';
import type { Truth } from './truth.ts';

/** How rules and derived facts see the facts. */
export interface View {
  /** Is the fact, plain or derived, one of these? What nobody could tell counts as the protocol assumes. */
  is(fact: string, ...values: Value[]): Truth;
  /** The same for a number, with a test. */
  number(fact: string, test: (value: number) => boolean): Truth;
  /** Was this told in so many words? What nobody could tell is no. */
  told(fact: string, test: (value: Value) => boolean): Truth;
  /** Was it asked, and could the patient not tell? */
  untold(fact: string): Truth;
  /** Is this patient one of those who are asked for it? */
  asked(fact: string): Truth;
}
