import sdk from 'twilio';
import type { Outbound } from '../activity.ts';
import type { Config } from '../config.ts';
import { Undeliverable } from '../undeliverable.ts';

/** The patient took the number off: every further message is refused. */
export const OPTED_OUT = '21610';
/** Ours to mend: what waits is worth sending then. */
const OURS = [401, 403, 404, 408, 429];

/** Twilio's own client, led elsewhere than to api.twilio.com where the settings say so: to a region, or to a stand-in. */
function requests(base: string, timeout: number): sdk.RequestClient {
  const client = new sdk.RequestClient({ timeout, keepAlive: true, autoRetry: false });
  client.axios.interceptors.request.use((request) => {
    const { pathname, search } = new URL(request.url ?? '');
    return Object.assign(request, { url: new URL(`${pathname}${search}`, base).href });
  });
  return client;
}

/** Sends one reply by Twilio's REST API, and asks to be told what becomes of it. */
export function twilioApi(config: Config, statusCallback: string): (reply: Outbound) => Promise<void> {
  const { TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN, TWILIO_FROM = '', TWILIO_API_URL, OUTBOUND_SECONDS } = config;
  const httpClient = requests(TWILIO_API_URL, OUTBOUND_SECONDS * 1_000);
  const client = sdk(TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN, { httpClient });
  const sender = TWILIO_FROM.startsWith('MG') ? { messagingServiceSid: TWILIO_FROM } : { from: TWILIO_FROM };
  return async ({ conversation, text }) => {
    try {
      await client.messages.create({ ...sender, to: conversation.id, body: text, statusCallback });
    } catch (error) {
      if (!(error instanceof sdk.RestException)) throw error;
      const { status, code } = error;
      const final = status >= 400 && status < 500 && !OURS.includes(status);
      throw new Undeliverable(status, undefined, { code: code === undefined ? undefined : String(code), final });
    }
  };
}
