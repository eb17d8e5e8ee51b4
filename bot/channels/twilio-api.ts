import type Twilio from 'twilio';
import type { Outbound } from '../activity.ts';
import type { Config } from '../config.ts';
import { Undeliverable } from '../undeliverable.ts';

/** The patient took the number off: every further message is refused. */
export const OPTED_OUT = '21610';
/** Ours to mend: what waits is worth sending then. */
const OURS = [401, 403, 404, 408, 429];

/** Sends one reply by Twilio's REST API, and asks to be told what becomes of it. */
export function twilioApi(config: Config, statusCallback: string): (reply: Outbound) => Promise<void> {
  const { TWILIO_FROM = '' } = config;
  const sender = TWILIO_FROM.startsWith('MG') ? { messagingServiceSid: TWILIO_FROM } : { from: TWILIO_FROM };
  let loading: ReturnType<typeof clientOf> | undefined;
  return async ({ conversation, text }) => {
    loading ??= clientOf(config);
    const { client, RestException } = await loading;
    try {
      await client.messages.create({ ...sender, to: conversation.id, body: text, statusCallback });
    } catch (error) {
      if (!(error instanceof RestException)) throw error;
      const { status, code } = error;
      const final = status >= 400 && status < 500 && !OURS.includes(status);
      throw new Undeliverable(status, undefined, { code: code === undefined ? undefined : String(code), final });
    }
  };
}

/** Twilio's own client, loaded when the first message goes: a bot without this door does without its size. */
async function clientOf({ TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN, TWILIO_API_URL, OUTBOUND_SECONDS }: Config) {
  const { default: sdk } = await import('twilio');
  const httpClient = requests(sdk, TWILIO_API_URL, OUTBOUND_SECONDS * 1_000);
  return { client: sdk(TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN, { httpClient }), RestException: sdk.RestException };
}

/** Led elsewhere than to api.twilio.com where the settings say so: to a region, or to a stand-in. */
function requests(sdk: typeof Twilio, base: string, timeout: number): Twilio.RequestClient {
  const client = new sdk.RequestClient({ timeout, keepAlive: true, autoRetry: false });
  client.axios.interceptors.request.use((request) => {
    const { pathname, search } = new URL(request.url ?? '');
    return Object.assign(request, { url: new URL(`${pathname}${search}`, base).href });
  });
  return client;
}
