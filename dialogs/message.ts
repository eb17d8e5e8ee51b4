/** What a patient sent, free of any channel. */
export interface Message {
  /** At most 10,000 characters; empty when something else than text was sent (a picture, a place). */
  text: string;
  /** Options that were tapped in a list, when the channel can tell: ids of the question that the buttons belonged to. */
  picked?: { question: string; options: string[] };
  /** BCP 47; a first guess at the language only. */
  locale?: string;
  /** The patient's clock. Dates are counted in the clinic's time zone. */
  at: Date;
}
