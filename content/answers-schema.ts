/** The shape of a file of answers: what patients say for each option of one question, in one language. */
import { z } from 'zod';
import { LANGUAGES } from './schema.ts';

const id = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'lower-case words joined by hyphens');
const phrase = z.string({ error: 'must be a text: put it in quotes' }).trim().min(1);

export const answersSchema = z.strictObject({
  /** A question of the protocol, or the closed question about a sign (`confirm-emergency`). */
  question: id,
  language: z.enum(LANGUAGES),
  /** By option id. */
  options: z.record(id, z.array(phrase).min(1)),
});
