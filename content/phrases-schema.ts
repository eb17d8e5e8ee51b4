/** The shape of `phrases/facts.*.yaml` and `phrases/options.*.yaml`: how patients tell facts and name options. */
import { z } from 'zod';
import { LANGUAGES } from './schema.ts';

const phrases = z.array(z.string().trim().min(1)).default([]);
const language = z.enum(LANGUAGES);
const name = z.string().regex(/^[a-z]+(-[a-z]+)*$/, 'lower-case words joined by hyphens');

/** How one value of a fact is told. */
const telling = z.strictObject({
  /** Tells the value wherever it stands. */
  said: phrases,
  /** Tells it only in a sentence that also has one of the fact's `cues`, or as the answer to its question. */
  near: phrases,
  /** Tells it only as the answer to its question. */
  answered: phrases,
});

/** What words near a phrase make of it. */
export const STANDINGS = [
  'deny',
  'deny-after',
  'fine-after',
  'not-deny',
  'ends',
  'asks',
  'suppose',
  'other-person',
  'suffers',
  'recovered',
  'long-past',
] as const;
/** The parts of a posture: where the body is, and what the head does there. */
export const POSTURE_PARTS = ['upright', 'lying', 'worse', 'better', 'not', 'before', 'constant', 'same', 'never'] as const;
/** What a date near it is about. */
export const EVENTS = ['onset', 'injury', 'birth', 'elsewhere'] as const;
/** How a number tells how bad it is, and how it does not. */
export const SCALE_PARTS = ['cue', 'not'] as const;
export const AGE_PARTS = ['before', 'after', 'child-before', 'birth-before', 'birth-after', 'pregnant-after'] as const;

export const factPhrasesSchema = z.strictObject({
  language,
  classes: z.record(name, phrases),
  /** By fact: words that the `near` phrases need in their sentence. */
  cues: z.record(z.string(), phrases),
  facts: z.record(z.string(), z.record(z.string(), telling)),
  /** By fact: what looks like one of its phrases and is not. */
  never: z.record(z.string(), phrases),
  standing: z.partialRecord(z.enum(STANDINGS), phrases),
  posture: z.partialRecord(z.enum(POSTURE_PARTS), phrases),
  events: z.partialRecord(z.enum(EVENTS), phrases),
  scale: z.partialRecord(z.enum(SCALE_PARTS), phrases),
  ages: z.partialRecord(z.enum(AGE_PARTS), phrases),
});

export const optionPhrasesSchema = z.strictObject({
  language,
  /** By question and option. */
  options: z.record(z.string(), z.record(z.string(), phrases)),
  /** By question: the option that a bare yes or no means. */
  bare: z.record(z.string(), z.strictObject({ yes: z.string().optional(), no: z.string().optional() })).default({}),
  /** "None of these": whole answers, and the beginnings of answers that then name what there is after all. */
  none: phrases,
  /** "Nothing else", "only": what is named is all there is. */
  only: phrases,
});

export type FactPhrases = z.infer<typeof factPhrasesSchema>;
export type OptionPhrases = z.infer<typeof optionPhrasesSchema>;
