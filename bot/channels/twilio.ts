import express, { type NextFunction, type Request, type Response, Router } from 'express';
import { validateRequest } from 'twilio/lib/webhooks/webhooks.js';
import { z } from 'zod';
import type { Content } from '../../content/load.ts';
import type { Event } from '../../dialogs/converse.ts';
import { wording } from '../../dialogs/wording.ts';
import { type Inbound, inboundSchema, parseBody } from '../activity.ts';
import type { Config } from '../config.ts';
import { eventOf } from '../event.ts';
import { Fault } from '../fault.ts';
import type { Log } from '../log.ts';
import type { Send } from '../outbox.ts';
import { TWILIO } from '../render/bodies.ts';
import type { Store } from '../store/store.ts';
import type { Incoming, TakeTurn } from '../turn.ts';
import { Undeliverable } from '../undeliverable.ts';
import { type Keyword, keywordOf } from './sms-keywords.ts';
import { OPTED_OUT, twilioApi } from './twilio-api.ts';

export interface Texts {
  send: Send;
  router(take: TakeTurn): Router;
}

export interface TextServices {
  config: Config;
  content: Content;
  store: Store;
  log: Log;
}

/** As Twilio names them; it sends many more. */
const textSchema = z.looseObject({
  MessageSid: z.string().min(1),
  AccountSid: z.string(),
  From: z.string().min(1),
  To: z.string(),
  Body: z.string().default(''),
  NumMedia: z.string().default('0'),
  OptOutType: z.string().optional(),
  Latitude: z.string().optional(),
});
type Text = z.infer<typeof textSchema>;

const statusSchema = z.looseObject({
  MessageStatus: z.string(),
  To: z.string().min(1),
  ErrorCode: z.string().optional(),
});
const LOST = ['undelivered', 'failed'];
/** Nothing to say in the answer itself: replies leave by themselves. */
const EMPTY = '<?xml version="1.0" encoding="UTF-8"?><Response/>';

/** Text messages by Twilio, with no Azure between: its webhook in, its REST API out. */
export function twilio({ config, content, store, log }: TextServices): Texts {
  const base = (config.PUBLIC_URL ?? '').replace(/\/+$/, '');
  const post = twilioApi(config, `${base}/sms/status`);

  async function send(reply: Parameters<Send>[0]): Promise<void> {
    try {
      await post(reply);
    } catch (error) {
      if (error instanceof Undeliverable && error.final) await lost(reply.conversation.id, error.code);
      throw error;
    }
  }

  /** Kept where nobody can change it unseen: that somebody could not be reached may matter later. */
  async function lost(number: string, code: string | undefined): Promise<void> {
    log.warn('text not delivered', { code });
    await store.audit.append(code === OPTED_OUT ? 'opt-out' : 'undelivered', `${store.name(keyOf(number))} ${code ?? ''}`.trim(), 'twilio');
  }

  /** Twilio signs the address that it was told, which is not the one that a proxy asks us under. */
  function signed(req: Request, _res: Response, next: NextFunction): void {
    const signature = req.get('x-twilio-signature') ?? '';
    const params = (req.body ?? {}) as Record<string, unknown>;
    if (!validateRequest(config.TWILIO_AUTH_TOKEN ?? '', signature, `${base}${req.originalUrl}`, params))
      throw new Fault(403, 'unsigned', 'The signature is not one of Twilio for PUBLIC_URL and this request.');
    next();
  }

  async function receive(text: Text, take: TakeTurn): Promise<void> {
    if (text.AccountSid !== config.TWILIO_ACCOUNT_SID) throw new Fault(403, 'account', 'AccountSid is not TWILIO_ACCOUNT_SID.');
    const keyword = keywordOf(text.Body, text.OptOutType);
    if (keyword === 'stopped') {
      await store.audit.append('opt-out', store.name(keyOf(text.From)), 'twilio');
      await silence(text, take);
      return;
    }
    const activity = activityOf(text);
    const incoming: Incoming = {
      key: keyOf(text.From),
      activity,
      event: meant(activity, keyword),
      send,
      bare: true,
      reachable: true,
      answerFirst: true,
    };
    if (keyword === 'help') incoming.notice = 'talk.help';
    else if (text.Body.trim() !== '' && (text.NumMedia !== '0' || text.Latitude)) incoming.notice = 'talk.media';
    await take(incoming);
  }

  /** What was to come later comes no more; whoever never wrote has nothing to come. */
  async function silence(text: Text, take: TakeTurn): Promise<void> {
    const event: Event = { kind: 'notice', quiet: true, at: new Date() };
    await take({ key: keyOf(text.From), activity: activityOf(text), event, begun: true }).catch((error) => {
      if (!(error instanceof Fault && error.status === 404)) throw error;
    });
  }

  function meant(activity: Inbound, keyword: Keyword | undefined): Event {
    const at = new Date();
    if (keyword === 'stop') return { kind: 'notice', say: 'talk.stopped', medium: 'sms', quiet: true, at };
    const { say } = wording(content, 'en');
    const label = keyword === 'start' ? say('shortcut.start') : keyword === 'help' ? say('shortcut.call') : undefined;
    return eventOf(label ? { ...activity, text: label } : activity, at)!;
  }

  return {
    send,
    router(take) {
      const router = Router();
      router.use(express.urlencoded({ extended: false, limit: '64kb' }), signed);
      router.post('/', async (req, res) => {
        await receive(parseBody(textSchema, req.body), take);
        res.type('text/xml').send(EMPTY);
      });
      router.post('/status', async (req, res) => {
        const { MessageStatus, To, ErrorCode } = parseBody(statusSchema, req.body);
        if (LOST.includes(MessageStatus)) await lost(To, ErrorCode);
        res.status(204).end();
      });
      return router;
    },
  };
}

function keyOf(number: string): string {
  return ['twilio', number].join('|');
}

function activityOf({ MessageSid, From, To, Body }: Text): Inbound {
  return parseBody(inboundSchema, {
    type: 'message',
    id: MessageSid,
    text: Body,
    timestamp: new Date().toISOString(),
    channelId: TWILIO,
    serviceUrl: 'https://api.twilio.com',
    conversation: { id: From },
    from: { id: From, role: 'user' },
    recipient: { id: To, role: 'bot' },
  });
}
