import { type Activity, ConfigurationBotFrameworkAuthentication } from 'botbuilder-core';
import { AuthenticationError, ClaimsIdentity } from 'botframework-connector';
import { type RequestHandler, Router } from 'express';
import { type Inbound, inboundSchema, parseBody } from '../activity.ts';
import type { Config } from '../config.ts';
import { eventOf } from '../event.ts';
import { Fault } from '../fault.ts';
import type { Send } from '../outbox.ts';
import type { Taken, TakeTurn } from '../turn.ts';
import { TooLate, within } from '../within.ts';
import { createConnector } from './connector.ts';
import { loopbackOnly } from './loopback.ts';
import { assertServiceUrl } from './service-url.ts';

export interface BotService {
  send: Send;
  router(json: RequestHandler, take: TakeTurn): Router;
  close(): void;
}

const EDGE = 'AseChannel';

/**
 * The door of Azure Bot Service: Teams, SMS, Web Chat, and everything else that speaks its protocol. The SDK checks who is calling;
 * `authority` are those of its settings that say who vouches for callers.
 */
export function botService(config: Config, authority: Readonly<Record<string, string>> = {}): BotService {
  const { MicrosoftAppId = '', MicrosoftAppPassword, MicrosoftAppTenantId, MicrosoftAppType, SERVICE_URL_HOSTS } = config;
  const cloud = { ...(config.ChannelService && { ChannelService: config.ChannelService }), ...authority };
  const credentials = { MicrosoftAppId, MicrosoftAppPassword, MicrosoftAppTenantId, MicrosoftAppType, ...cloud };
  const authentication = new ConfigurationBotFrameworkAuthentication(MicrosoftAppId ? credentials : {});
  const hosts = MicrosoftAppId ? SERVICE_URL_HOSTS : 'loopback';
  const connector = createConnector({
    hosts,
    authorization: authorizer(authentication, MicrosoftAppId),
    timeout: config.OUTBOUND_SECONDS * 1_000,
  });

  async function authenticate(activity: Inbound, authorization: string): Promise<void> {
    // Of channels at the edge and of emulators the SDK takes tokens that are for no service in particular.
    if (activity.channelId === EDGE) throw unauthorized();
    const { claimsIdentity } = await within(
      config.OUTBOUND_SECONDS * 1_000,
      authentication.authenticateRequest(activity as unknown as Activity, authorization),
    ).catch((cause) => {
      throw keysAreMissing(cause) ? noKeys(cause) : unauthorized(cause);
    });
    if (claimsIdentity.getClaimValue('serviceurl') !== activity.serviceUrl) throw unauthorized();
  }

  async function receive(activity: Inbound, authorization: string, take: TakeTurn): Promise<Taken | undefined> {
    if (MicrosoftAppId) await authenticate(activity, authorization);
    const event = eventOf(activity, new Date());
    if (!event) return undefined;
    const send = activity.deliveryMode === 'expectReplies' ? undefined : connector.send;
    const key = ['bot-service', activity.channelId, activity.conversation.id].join('|');
    return take({ key, activity, event, send, bare: true, reachable: send !== undefined });
  }

  return {
    send: connector.send,
    close: connector.close,
    router(json, take) {
      const router = Router();
      if (!MicrosoftAppId) router.use(loopbackOnly);
      router.post('/', json, async (req, res) => {
        const activity = parseBody(inboundSchema, req.body);
        assertServiceUrl(activity.serviceUrl, hosts);
        const taken = await receive(activity, req.headers.authorization ?? '', take);
        if (activity.deliveryMode === 'expectReplies') res.json({ activities: taken?.replies ?? [] });
        else res.status(200).end();
      });
      return router;
    },
  };
}

function unauthorized(cause?: unknown): Fault {
  return new Fault(401, 'unauthorized', 'The Authorization header is not one of the Bot Framework.', { cause });
}

/** Nobody can tell by now whether the caller was right. */
function noKeys(cause: unknown): Fault {
  return new Fault(503, 'authority', 'The keys of the Bot Framework cannot be had at the moment: send the activity again.', {
    cause,
    retryAfter: 2,
  });
}

/** What fails for the caller's sake is a 401 of the SDK, or an error of the library that reads tokens. */
function keysAreMissing(error: unknown): boolean {
  if (error instanceof AuthenticationError) return error.statusCode >= 500;
  return error instanceof TooLate || (error instanceof Error && ['FetchError', 'AbortError'].includes(error.name));
}

/** The SDK gets the token and keeps it until it expires. */
function authorizer(authentication: ConfigurationBotFrameworkAuthentication, appId: string): () => Promise<string | undefined> {
  if (!appId) return async () => undefined;
  const claims = ['aud', 'appid'].map((type) => ({ type, value: appId }));
  const factory = authentication.createConnectorFactory(new ClaimsIdentity(claims, true));
  return async () => {
    // Any address: the client is asked for its credentials only.
    const { credentials } = await factory.create('https://localhost/');
    const headers = new Map<string, string>();
    // Of a request it wants the headers.
    await credentials.signRequest({ headers } as never);
    const token = headers.get('authorization') ?? headers.get('Authorization');
    if (!token) throw new Error('no token could be had for MicrosoftAppId');
    return token;
  };
}
