/** The shape of a file of the phrase bank: what patients say of one concept, in one language. */
import { z } from 'zod';
import { LANGUAGES } from './schema.ts';

/** Why a phrase that speaks of a sign does not mean it: it teaches the classifier where to keep quiet. */
export const NEGATIVE_KINDS = ['denied', 'asked', 'hypothetical', 'other', 'past', 'idiom', 'chronic'] as const;

const phrase = z.string({ error: 'must be a text: put it in quotes' }).trim().min(1);

export const bankSchema = z.strictObject({
  /** A sign of the protocol, or a name of one's own for talk that means no sign (small talk, ordinary answers). */
  concept: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'lower-case words joined by hyphens'),
  language: z.enum(LANGUAGES),
  positives: z.array(phrase).min(1),
  negatives: z.partialRecord(z.enum(NEGATIVE_KINDS), z.array(phrase).min(1)).optional(),
});

export type NegativeKind = (typeof NEGATIVE_KINDS)[number];
