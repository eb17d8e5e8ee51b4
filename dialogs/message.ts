import type { Medium } from './wording.ts';

/** What a patient sent, free of any channel. */
export interface Message {
  /** At most 10,000 characters; empty when something else than text was sent (a picture, a place). */
  text: string;
  /** Options that were tapped in a list, when the channel can tell: ids of the question that the buttons belonged to. */
  picked?: { question: string; options: string[] };
  /** The door has words of its own, and one conversation for good. */
  medium?: Medium;
  /** The door can write of itself later, and the clinic wants it to ask whether it was reached. */
  checksIn?: boolean;
  /** BCP 47; a first guess at the language only. */
  locale?: string;
  /** The patient's clock. Dates are counted in the clinic's time zone. */
  at: Date;
}
