/**
 * Plays Twilio's side of text messaging: calls the bot's webhook as Twilio does, signed, and takes what the bot sends by REST, checking each
 * request as Twilio documents it (https://www.twilio.com/docs/messaging/api/message-resource, …/usage/security).
 */
import { createHmac, randomBytes } from 'node:crypto';
import http from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Sent {
  sid: string;
  to: string;
  body: string;
}

export interface Fault {
  status: number;
  code?: number;
  /** Destroys the connection instead of answering: before the message counts as taken, or after. */
  drop?: 'lost' | 'taken';
}

export const ACCOUNT = `AC${'0'.repeat(31)}1`;
const TOKEN = 'an auth token of the account';
export const NUMBER = '+13105550134';
const WEBHOOK_TIMEOUT = 15_000;

export class TwilioStandIn {
  readonly sent: Sent[] = [];
  /** What was wrong with a request. */
  readonly complaints: string[] = [];
  readonly optedOut = new Set<string>();
  readonly faults: Fault[] = [];
  private readonly server: http.Server;

  private constructor() {
    this.server = http.createServer((req, res) => {
      let body = '';
      req.on('data', (chunk) => {
        body += chunk;
      });
      req.on('end', () => this.take(req, body, res));
    });
  }

  static async start(): Promise<TwilioStandIn> {
    const standIn = new TwilioStandIn();
    await new Promise<void>((done) => {
      standIn.server.listen(0, '127.0.0.1', done);
    });
    return standIn;
  }

  /** The bot's settings. `publicUrl` is what patients' messages are signed for. */
  env(publicUrl: string): Record<string, string> {
    return {
      TWILIO_ACCOUNT_SID: ACCOUNT,
      TWILIO_AUTH_TOKEN: TOKEN,
      TWILIO_FROM: NUMBER,
      TWILIO_API_URL: `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`,
      PUBLIC_URL: publicUrl,
    };
  }

  sign(url: string, params: Record<string, string>, token = TOKEN): string {
    const text = Object.keys(params)
      .sort()
      .reduce((signed, name) => signed + name + params[name], url);
    return createHmac('sha1', token).update(text, 'utf8').digest('base64');
  }

  /** A patient's text as Twilio delivers it. */
  message(from: string, body: string, more: Record<string, string> = {}): Record<string, string> {
    return {
      MessageSid: `SM${randomBytes(16).toString('hex')}`,
      AccountSid: ACCOUNT,
      From: from,
      To: NUMBER,
      Body: body,
      NumMedia: '0',
      NumSegments: '1',
      SmsStatus: 'received',
      ApiVersion: '2010-04-01',
      FromCountry: 'US',
      ...more,
    };
  }

  /** Calls the webhook; Twilio gives up after 15 s. */
  async deliver(bot: { base: string; publicUrl: string }, params: Record<string, string>, path = '/sms', signature?: string) {
    const response = await fetch(`${bot.base}${path}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
        'x-twilio-signature': signature ?? this.sign(`${bot.publicUrl}${path}`, params),
        'i-twilio-idempotency-token': randomBytes(16).toString('hex'),
      },
      body: new URLSearchParams(params).toString(),
      signal: AbortSignal.timeout(WEBHOOK_TIMEOUT),
    });
    return { status: response.status, type: response.headers.get('content-type') ?? '', text: await response.text() };
  }

  to(number: string): string[] {
    return this.sent.filter(({ to }) => to === number).map(({ body }) => body);
  }

  async until(condition: () => boolean, ms = 10_000): Promise<void> {
    for (let left = ms; !condition(); left -= 20) {
      if (left <= 0) throw new Error('Twilio waited in vain');
      await new Promise((done) => setTimeout(done, 20));
    }
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  private take(req: http.IncomingMessage, text: string, res: http.ServerResponse): void {
    const params = new URLSearchParams(text);
    const wrong = faultsOf(req, params);
    if (wrong.length > 0) this.complaints.push(...wrong);
    const [to, body] = [params.get('To') ?? '', params.get('Body') ?? ''];
    const fault: Fault | undefined =
      wrong.length > 0 ? { status: 400, code: 21601 } : this.optedOut.has(to) ? { status: 400, code: 21610 } : this.faults.shift();
    if (fault?.drop === 'lost') return void res.destroy();
    if (!fault || fault.drop) this.sent.push({ sid: `SM${randomBytes(16).toString('hex')}`, to, body });
    if (fault?.drop) return void res.destroy();
    const answer = fault
      ? { code: fault.code, message: `refused ${to}`, more_info: `https://www.twilio.com/docs/errors/${fault.code}`, status: fault.status }
      : { sid: this.sent.at(-1)!.sid, status: 'queued', to, body, account_sid: ACCOUNT, error_code: null };
    res.writeHead(fault?.status ?? 201, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  }
}

function faultsOf(req: http.IncomingMessage, params: URLSearchParams): string[] {
  const authorization = `Basic ${Buffer.from(`${ACCOUNT}:${TOKEN}`).toString('base64')}`;
  const body = params.get('Body') ?? '';
  const checks: [boolean, string][] = [
    [req.method === 'POST' && req.url === `/2010-04-01/Accounts/${ACCOUNT}/Messages.json`, `wrong resource: ${req.method} ${req.url}`],
    [req.headers.authorization === authorization, 'wrong credentials'],
    [/^application\/x-www-form-urlencoded/.test(req.headers['content-type'] ?? ''), `wrong type ${req.headers['content-type']}`],
    [/^\+[1-9]\d{6,14}$/.test(params.get('To') ?? ''), 'To is not E.164'],
    [params.get('From') === NUMBER, 'From is not a number of the account'],
    [body.trim().length > 0, 'Body is empty (21602)'],
    [body.length <= 1_600, `Body has ${body.length} characters (21617)`],
    [URL.canParse(params.get('StatusCallback') ?? ''), 'StatusCallback is no address (21609)'],
    [[...params.keys()].every((name) => ['To', 'From', 'Body', 'StatusCallback'].includes(name)), `unknown of ${[...params.keys()]}`],
  ];
  return checks.filter(([right]) => !right).map(([, what]) => what);
}
