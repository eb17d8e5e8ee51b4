import { z } from 'zod';
import type { Report } from '../dialogs/reply.ts';
import { Fault } from './fault.ts';

export const MAX_TEXT = 10_000;
const MAX_DEPTH = 64;

const id = z.string().min(1);
const account = z.looseObject({ id });
const picked = z.strictObject({ question: id, options: z.array(id).max(50) });

/** Taps that the page reports beside the text. Other channel data is the channel's own and of any shape. */
const channelData = z.unknown().refine((data) => pickedPart(data) === undefined || picked.safeParse(pickedPart(data)).success, {
  error: 'channelData.picked must be {question, options[]}',
});

/** The part of an activity that a message consists of, whichever door it comes through. */
export const spokenSchema = z.looseObject({
  type: id,
  text: z.string().max(MAX_TEXT).optional(),
  locale: z.string().optional(),
  channelData: channelData.optional(),
  value: z.unknown().optional(),
  membersAdded: z.array(account).optional(),
  entities: z.array(z.looseObject({ type: z.string().optional() })).optional(),
  attachments: z.array(z.looseObject({})).optional(),
});

/** An activity of the Bot Framework protocol, as far as the bot relies on it. */
export const inboundSchema = spokenSchema.extend({
  id,
  channelId: id,
  serviceUrl: id,
  conversation: z.looseObject({ id }),
  from: account,
  recipient: account.optional(),
  deliveryMode: z.string().optional(),
});

export type Spoken = z.infer<typeof spokenSchema>;
export type Inbound = z.infer<typeof inboundSchema>;
export type Picked = z.infer<typeof picked>;

export interface Button {
  type: 'imBack' | 'openUrl';
  title: string;
  value: string;
}

export interface HeroCard {
  contentType: 'application/vnd.microsoft.card.hero';
  content: { text?: string; buttons: Button[] };
}

export interface AdaptiveCard {
  contentType: 'application/vnd.microsoft.card.adaptive';
  content: { type: 'AdaptiveCard'; version: string; fallbackText: string; body: Record<string, unknown>[]; [more: string]: unknown };
}

export type Attachment = HeroCard | AdaptiveCard;

/** What a reply looks like on a channel, before it is addressed. */
export interface Body {
  text: string;
  textFormat: 'markdown' | 'plain';
  inputHint: 'expectingInput' | 'acceptingInput';
  suggestedActions?: { to: string[]; actions: Button[] };
  attachments?: Attachment[];
  semanticAction?: Report;
  channelData?: Record<string, unknown>;
}

export interface Outbound extends Body {
  type: 'message';
  id: string;
  timestamp: string;
  channelId: string;
  serviceUrl: string;
  conversation: Inbound['conversation'];
  from: Inbound['from'];
  recipient: Inbound['from'];
  /** The message that it answers; a notice answers none, nor what the bot says first. */
  replyToId?: string;
  locale?: string;
}

/** Refuses with 400, naming the field, before anything of the SDK sees it. */
export function parseBody<T>(schema: z.ZodType<T>, body: unknown): T {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new Fault(400, 'bad-request', 'Send one JSON object with Content-Type application/json.');
  }
  if (deeperThan(body, MAX_DEPTH)) throw new Fault(400, 'too-deep', `The JSON is nested deeper than ${MAX_DEPTH} levels.`);
  const read = schema.safeParse(body);
  if (read.success) return read.data;
  const problems = read.error.issues.map(({ path, message }) => `${path.join('.') || 'body'}: ${message}`);
  throw new Fault(400, 'bad-activity', problems.join('; ').slice(0, 500));
}

/** What a card sends when it is pressed: see render/teams.ts. Others' cards send whatever they like. */
const pressed = z.object({
  picked: z.object({ question: id, options: z.array(id).max(50).optional() }).optional(),
  /** The choices of a list, divided by commas. */
  options: z.string().max(1_000).optional(),
  scale: z.string().max(20).optional(),
  day: z.string().max(20).optional(),
  say: z.string().max(200).optional(),
});

export interface Pressed {
  text: string;
  picked?: Picked;
}

export function pressedOf({ value }: Spoken): Pressed | undefined {
  const read = pressed.safeParse(typeof value === 'string' ? parsed(value) : value);
  if (!read.success) return undefined;
  const { picked, options, scale, day, say } = read.data;
  const ids = picked?.options ?? options?.split(',').filter(Boolean) ?? [];
  return { text: say ?? scale ?? day ?? '', ...(picked && { picked: { question: picked.question, options: ids } }) };
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

export function pickedOf(activity: Spoken): Picked | undefined {
  return picked.safeParse(pickedPart(activity.channelData)).data;
}

function pickedPart(data: unknown): unknown {
  return typeof data === 'object' && data !== null && 'picked' in data ? data.picked : undefined;
}

/** Without recursion: the depth is the caller's choice. */
function deeperThan(value: object, limit: number): boolean {
  let level: object[] = [value];
  for (let depth = 1; level.length > 0; depth++) {
    if (depth > limit) return true;
    level = level.flatMap((one) => Object.values(one).filter((inner): inner is object => typeof inner === 'object' && inner !== null));
  }
  return false;
}
