/** The shape of everything in this folder. Editors read the same shapes as JSON Schema (`npm run schema`). */
import { z } from 'zod';

export const LEVELS = ['emergency', 'same-day', 'book', 'routine'] as const;
export const ACTIONS = [
  'call-911',
  'go-to-ed',
  'call-988',
  'poison-help',
  'call-clinic',
  'call-obstetrics',
  'call-child-team',
  'primary-care',
  'book',
  'self-care',
  'inform',
] as const;
export const LANGUAGES = ['en', 'es'] as const;

const id = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'lower-case words joined by hyphens');
const factName = z.string().regex(/^[a-z][A-Za-z0-9]*$/, 'camelCase');
const text = z.string().trim().min(1);
const value = z.union([z.string(), z.number()]);

/** Alternatives of "all of these"; a condition is "the fact is one of". */
const rows = z.array(z.record(factName, z.array(value).min(1))).min(1);

const fact = z
  .strictObject({
    /** Mildest first where the values have an order. */
    values: z.array(z.string()).min(2).optional(),
    range: z.tuple([z.number(), z.number()]).optional(),
    /** What counts when the patient was asked and could not tell. */
    unknown: value.optional(),
    /** What counts while nobody spoke of it: the fact is never asked, only heard. */
    unsaid: value.optional(),
    /** Asked only of those for whom this holds; of the others it counts as the mildest value unless they say it. */
    asked: rows.optional(),
    /** The values have no better or worse: the patient's latest word counts. */
    unordered: z.boolean().optional(),
  })
  .refine((spec) => (spec.values === undefined) !== (spec.range === undefined), 'needs either values or range');

const option = z.strictObject({
  id,
  label: text,
  sets: z.record(factName, value).optional(),
  /** Denies every sign of the question that the patient has not told before. */
  none: z.boolean().optional(),
});

const question = z.strictObject({
  id,
  kind: z.enum(['one', 'many', 'scale', 'date']),
  /** The facts that it asks for. */
  asks: z.array(factName).min(1),
  /** Asked of everybody, whether a rule waits for it or not. */
  always: z.boolean().optional(),
  /** What the summary calls it. */
  title: text,
  text,
  options: z.array(option).optional(),
  /** Put once when the patient cannot tell: coarser answers to choose from. */
  unsure: z.strictObject({ text, options: z.array(option).min(2) }).optional(),
});

const rule = z.strictObject({
  id: z.string().regex(/^[EGSBR]\d{1,2}$/, 'a letter of the level and a number, as in the clinical table'),
  level: z.enum(LEVELS),
  action: z.enum(ACTIONS),
  /** Decides without waiting for the rules above it. Every emergency does. */
  atOnce: z.boolean().optional(),
  /** Same-day rules: where to turn when the office is closed and there is no on-call number. */
  afterHours: z.enum(['tonight', 'morning']).optional(),
  when: rows.optional(),
  /** A more urgent action of the same rule. */
  escalates: z.strictObject({ action: z.enum(ACTIONS), when: rows }).optional(),
  reason: text,
  sources: z.array(z.string()).min(1),
});

const sign = z.strictObject({
  /** The facts that the sign stands for. */
  sets: z.record(factName, value),
  /** What the summary and the closed question call it. */
  label: text,
  /** One closed question that names the sign in plain words. */
  confirm: text,
  /** Once told, nothing in the conversation takes it back. */
  final: z.boolean().optional(),
});

const review = z.strictObject({ by: z.string().nullable(), on: z.string().nullable(), until: z.string().nullable() });

export const protocolSchema = z.strictObject({
  id,
  version: z.number().int().positive(),
  review,
  facts: z.record(factName, fact),
  /** Facts that code computes from others (dialogs/triage/derived.ts), and what each means. They are yes or no. */
  computed: z.record(factName, text),
  signs: z.record(id, sign),
  questions: z.array(question).min(1),
  rules: z.array(rule).min(1),
  otherwise: rule.omit({ when: true }),
});

const hash = z.string().regex(/^[0-9a-f]{8}$/, 'the first 8 hex digits of the SHA-256 of the English');
const translated = z.strictObject({ of: hash, text });

/** The words of a protocol in another language, keyed by id, each with the hash of the English that it translates. */
export const translationSchema = z.strictObject({
  language: z.enum(LANGUAGES),
  words: z.record(z.string(), translated),
});

const telephone = z.string().regex(/^\+1\d{10}$/, 'a US number as +1 and ten digits');
const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'HH:MM');
const opening = z.array(z.tuple([clock, clock]));
export const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;

export const clinicSchema = z.strictObject({
  name: text,
  shortName: text,
  doctors: z.array(z.strictObject({ name: text, credentials: text })).min(1),
  offices: z.array(z.strictObject({ name: text, address: text, directions: z.url() })).min(1),
  phone: telephone,
  /** Null: there is none, and the emergency department takes its place. */
  onCallPhone: telephone.nullable(),
  bookingUrl: z.url(),
  privacyUrl: z.url(),
  timeZone: text,
  hours: z.strictObject(Object.fromEntries(WEEKDAYS.map((day) => [day, opening])) as Record<(typeof WEEKDAYS)[number], typeof opening>),
  /** After how many hours somebody who was told to call today is asked whether they reached the clinic, if they want that. */
  checkInHours: z.number().min(0.5).max(24).default(4),
  emergencyNumber: z.string().regex(/^\d{3}$/),
  languages: z.array(z.enum(LANGUAGES)).min(1),
});

export const sourcesSchema = z.record(
  id,
  z.strictObject({
    title: text,
    by: text,
    year: text,
    where: text.optional(),
    read: z.enum(['full text', 'abstract', 'secondary summary', 'to be checked']),
  }),
);

/** Interface wording: flat keys; `{name}` is filled in. */
export const messagesSchema = z.record(z.string().regex(/^[a-z][A-Za-z0-9.-]*$/), text);

export type Level = (typeof LEVELS)[number];
export type Action = (typeof ACTIONS)[number];
export type Language = (typeof LANGUAGES)[number];
export type Value = string | number;
export type Rows = z.infer<typeof rows>;
export type FactSpec = z.infer<typeof fact>;
export type Option = z.infer<typeof option>;
export type Question = z.infer<typeof question>;
export type Rule = z.infer<typeof rule>;
export type Sign = z.infer<typeof sign>;
export type Protocol = z.infer<typeof protocolSchema>;
export type Translation = z.infer<typeof translationSchema>;
export type Clinic = z.infer<typeof clinicSchema>;
export type Messages = z.infer<typeof messagesSchema>;
