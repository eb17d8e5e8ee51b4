import {
  type Activity,
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  type ConversationReference,
  type TurnContext,
} from 'botbuilder';
import { type RequestHandler, Router } from 'express';
import { type Inbound, inboundSchema, type Outbound, parseBody } from '../activity.ts';
import type { Config } from '../config.ts';
import { eventOf } from '../event.ts';
import { Fault } from '../fault.ts';
import type { Send } from '../outbox.ts';
import type { Taken, TakeTurn } from '../turn.ts';
import { loopbackOnly } from './loopback.ts';
import { assertServiceUrl } from './service-url.ts';
import { sendWholeEntities } from './whole-entities.ts';

export interface BotService {
  /** Sends when no turn is open. */
  send: Send;
  router(json: RequestHandler, take: TakeTurn): Router;
}

/** The SDK's adapter, with the answer to the HTTP request left to us: its own tells internals and prints errors as they are. */
class Adapter extends CloudAdapter {
  receive(authorization: string, activity: Inbound, logic: (context: TurnContext) => Promise<void>) {
    return this.processActivity(authorization, activity as unknown as Activity, logic);
  }

  /** Past the context, which would put its own conversation and activity in place of the reply's. */
  async send(context: TurnContext, reply: Outbound): Promise<void> {
    await this.sendActivities(context, [{ ...reply, timestamp: new Date(reply.timestamp) } as unknown as Activity]);
  }
}

/** The door of Azure Bot Service: Teams, SMS, Web Chat, and everything else that speaks its protocol. */
export function botService(config: Config): BotService {
  const { MicrosoftAppId = '', MicrosoftAppPassword, MicrosoftAppTenantId, MicrosoftAppType, SERVICE_URL_HOSTS } = config;
  const credentials = { MicrosoftAppId, MicrosoftAppPassword, MicrosoftAppTenantId, MicrosoftAppType };
  sendWholeEntities();
  const adapter = new Adapter(new ConfigurationBotFrameworkAuthentication(MicrosoftAppId ? credentials : {}));

  async function receive(activity: Inbound, authorization: string, take: TakeTurn): Promise<Taken | undefined> {
    const event = eventOf(activity, new Date());
    let outcome: Promise<Taken> | undefined;
    const logic = async (context: TurnContext) => {
      if (!event) return;
      const answersInBody = activity.deliveryMode === 'expectReplies';
      const send: Send | undefined = answersInBody ? undefined : (reply) => adapter.send(context, reply);
      const key = ['bot-service', activity.channelId, activity.conversation.id].join('|');
      outcome = take({ key, activity, event, send, bare: true });
      await outcome;
    };
    try {
      await adapter.receive(authorization, activity, logic);
    } catch (error) {
      // The turn's own failure says itself what it is; all that can fail before it is the check of who is calling.
      if (outcome === undefined)
        throw new Fault(401, 'unauthorized', 'The Authorization header is not one of the Bot Framework.', { cause: error });
      await outcome;
      throw error;
    }
    return outcome;
  }

  return {
    async send(reply) {
      const { from: bot, recipient: user, conversation, channelId, serviceUrl, locale } = reply;
      const reference = { bot, user, conversation, channelId, serviceUrl, locale } as unknown as ConversationReference;
      await adapter.continueConversationAsync(MicrosoftAppId, reference, (context) => adapter.send(context, reply));
    },
    router(json, take) {
      const router = Router();
      if (!MicrosoftAppId) router.use(loopbackOnly);
      router.post('/', json, async (req, res) => {
        const activity = parseBody(inboundSchema, req.body);
        assertServiceUrl(activity.serviceUrl, MicrosoftAppId ? SERVICE_URL_HOSTS : 'loopback');
        const taken = await receive(activity, req.headers.authorization ?? '', take);
        if (activity.deliveryMode === 'expectReplies') res.json({ activities: taken?.replies ?? [] });
        else res.status(200).end();
      });
      return router;
    },
  };
}
