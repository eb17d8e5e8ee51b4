/** The shape of a file of answers: what patients say for each option of one question, in one language. */
import { z } from 'zod';
import { LANGUAGES } from './schema.ts';

const id = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'lower-case words joined by hyphens');
const phrase = z.string({ error: 'must be a text: put it in quotes' }).trim().min(1);

export const answersSchema = z.strictObject({
  /** A question of the protocol, the closed question about a sign (`confirm-emergency`), or `commands`. */
  question: id,
  language: z.enum(LANGUAGES),
  /** By option id; of `commands` by command. */
  options: z.record(id, z.array(phrase).min(1)).default({}),
  /** Of a scale or a date: what a phrase means, as a number on the scale or as days before Sunday, 22 November 2026. */
  means: z.record(phrase, z.number().min(0)).default({}),
});
