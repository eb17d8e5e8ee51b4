/** The shape of `phrases/*.yaml`: how patients say things. The phrase language is described in docs and in dialogs/understand/phrase.ts. */
import { z } from 'zod';
import { LANGUAGES } from './schema.ts';

const phrase = z.string().trim().min(1);
const phrases = z.array(phrase).default([]);
const language = z.enum(LANGUAGES);

/** Words that belong to no meaning of their own. */
export const wordsSchema = z.strictObject({
  language,
  /** Named lists that phrases call by `$name`; a name may be defined in each language, and then holds both. */
  classes: z.record(z.string().regex(/^[a-z]+(-[a-z]+)*$/, 'lower-case words joined by hyphens'), z.array(phrase).min(1)),
  /** What patients shorten, and what it stands for. */
  shorthand: z.record(z.string().min(1), phrase),
  /** Words that are never taken for a slip of the pen, separated by spaces. */
  everyday: phrase,
  /** Words that only this language has: they tell which one a message is in. */
  telling: phrase,
});

const sign = z.strictObject({
  /** Certain in the patient's mouth. */
  sure: phrases,
  /** May be the sign: one closed question settles it. */
  unsure: phrases,
  /** A hint, worth remembering and not worth a question. */
  soft: phrases,
  /** Idioms and look-alikes: what overlaps them is not the sign. */
  never: phrases,
});

export const signsSchema = z.strictObject({ language, signs: z.record(z.string(), sign) });

/** Words that say what a sign near them is worth. Each list is a kind of trigger; scope.ts says how far it reaches. */
export const SCOPE_KINDS = [
  // no, not, without: denies what follows; deny-after: what stands before; list: what a denial passes over; not-deny: "not sure", "no longer"
  'deny',
  'deny-after',
  'list',
  'not-deny',
  // but, because: where the reach of a trigger ends
  'ends',
  // a question about the thing, unless their own state follows; asks-any: whatever follows; mine: "that happened to me too"
  'asks',
  'asks-any',
  'mine',
  'own',
  // if, might, going to; not-suppose: "if I stand up"; warned: "they told me to call if"
  'suppose',
  'not-suppose',
  'warned',
  'other-person',
  'story-over',
  'long-past',
  'chronic',
  'fresh',
  'maybe',
  // words that make a sign a figure of speech: bills, prices, forms
  'not-body',
  'idiom',
  // all is as it should be: "legs fine"; not-well: what spoils that
  'well',
  'not-well',
] as const;

export const scopeSchema = z.strictObject({ language, scope: z.partialRecord(z.enum(SCOPE_KINDS), phrases) });

const command = z.strictObject({
  /** Counts only when it is the whole message. */
  whole: phrases,
  /** Counts anywhere in a message. */
  anywhere: phrases,
});

export const commandsSchema = z.strictObject({ language, commands: z.record(z.string(), command) });

export type Words = z.infer<typeof wordsSchema>;
export type SignPhrases = z.infer<typeof sign>;
export type ScopeKind = (typeof SCOPE_KINDS)[number];
export type CommandPhrases = z.infer<typeof command>;

/** How a message stands in the conversation: does it ask, take back, or complain? */
export const talkSchema = z.strictObject({
  language,
  asks: z.strictObject({ begins: phrases, anywhere: phrases }),
  corrects: z.strictObject({ anywhere: phrases }),
  complains: z.strictObject({ anywhere: phrases, never: phrases }),
});
export type Talk = Omit<z.infer<typeof talkSchema>, 'language'>;
