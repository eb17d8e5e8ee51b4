/** The shape of `faq/<id>.md` and `faq/<id>.<language>.md`: front matter, then the answer. */
import { z } from 'zod';

const id = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'lower-case words joined by hyphens');
const line = z.string({ error: 'must be a text: put it in quotes' }).trim().min(1);

/** What patients may be told of the clinic: the renderer puts the values in. */
export const FAQ_PLACEHOLDERS = ['phone', 'emergency', 'offices', 'hours', 'bookingUrl'] as const;

/** Front matter of the English file: everything that holds in every language. */
export const entrySchema = z.strictObject({
  id,
  group: id,
  /** How the topic is named wherever it is offered. */
  question: line,
  /** How patients ask it. */
  questions: z.array(line).min(1),
  sources: z.array(id).min(1),
  related: z.array(id).default([]),
  /** The answer tells what to watch for: it ends with a way to say that it is happening now. */
  safety: z.boolean(),
  /** Which lines of `facts.yaml` the answer gives, by number. */
  facts: z.array(z.number().int().positive()).min(1),
  /** The day by which somebody has to read the answer again. */
  review: z.iso.date('a day as 2027-01-31'),
});

/** The groups of topics in their order, and how each is called on a button. */
export const groupsSchema = z.record(id, z.strictObject({ en: line.max(30), es: line.max(30) }));

/** Front matter of a translation. */
export const entryTranslationSchema = z.strictObject({
  id,
  /** The first 8 hex digits of the SHA-256 of the English answer that it translates. */
  of: z.string().regex(/^[0-9a-f]{8}$/, 'the first 8 hex digits of the SHA-256 of the English answer'),
  question: line,
  questions: z.array(line).min(1),
});

export const factLinesSchema = z.record(id, z.array(line).min(1));

/** What patients write that no entry answers, by kind, for the reader; refusal is learnt from all of them. */
export const negativesSchema = z.strictObject({
  kinds: z.record(id, z.strictObject({ en: z.array(line).min(1), es: z.array(line).min(1) })),
  /** Phrases of the bank's talk that an entry does answer. */
  answered: z.array(line).default([]),
});

/** What words have in common: a name, and phrases of all languages (the phrase language of dialogs/understand/phrase.ts). */
export const conceptsSchema = z.record(id, z.array(line).min(1));
