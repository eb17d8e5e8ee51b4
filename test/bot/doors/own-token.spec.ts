import { randomUUID } from 'node:crypto';
import { AuthenticationConstants } from 'botframework-connector';
import { expect } from 'chai';
import { after, afterEach, before, beforeEach, describe, it } from 'mocha';
import { type KeyServer, startKeyServer } from '../support/key-server.ts';
import { type Answer, type Asked, type OutsideWorld, outsideWorld } from '../support/outside-world.ts';
import { startServer, type TestServer } from '../support/start-server.ts';

const TENANT = '99999999-2222-3333-4444-555555555555';
const SERVICE = 'https://smba.trafficmanager.net/amer/';
const LOGIN = 'https://login.microsoftonline.com';
const CHANNELS = 'https://api.botframework.com';

interface Kind {
  env: Record<string, string>;
  /** Of the machine that the bot runs on. */
  machine(world: string): Record<string, string>;
  asksForToken(asked: Asked): boolean;
  /** What is told to whoever gives out tokens. */
  told(asked: Asked): unknown;
  expected(app: string): unknown;
}

const kinds: Record<string, Kind> = {
  SingleTenant: {
    env: { MicrosoftAppTenantId: TENANT, MicrosoftAppPassword: 'the password' },
    machine: () => ({}),
    asksForToken: ({ method, url }) => method === 'POST' && url.origin === LOGIN,
    told({ url, body }) {
      const form = new URLSearchParams(body);
      const [scope, ...more] = (form.get('scope') ?? '').split(' ');
      return {
        path: url.pathname,
        type: form.get('grant_type'),
        app: form.get('client_id'),
        secret: form.get('client_secret'),
        scope,
        more,
      };
    },
    expected: (app) => ({
      path: `/${TENANT}/oauth2/v2.0/token`,
      type: 'client_credentials',
      app,
      secret: 'the password',
      scope: `${CHANNELS}/.default`,
      more: [],
    }),
  },
  UserAssignedMSI: {
    env: { MicrosoftAppTenantId: TENANT },
    machine: (world) => ({ IDENTITY_ENDPOINT: `${world}/msi/token`, IDENTITY_HEADER: 'of this machine' }),
    asksForToken: ({ url }) => url.pathname === '/msi/token',
    told: ({ url, headers }) => ({
      app: url.searchParams.get('client_id'),
      resource: url.searchParams.get('resource'),
      secret: headers['x-identity-header'],
    }),
    expected: (app) => ({ app, resource: CHANNELS, secret: 'of this machine' }),
  },
};

for (const [kind, { env, machine, asksForToken, told, expected }] of Object.entries(kinds)) {
  describe(`the token that the bot shows to a channel, ${kind}`, function () {
    this.timeout(60_000);
    let app: string;
    let world: OutsideWorld;
    let server: TestServer;
    let keys: KeyServer;
    let given: () => Answer | undefined;
    let machineBefore: Record<string, string | undefined>;

    const right = (token = 'the token') => ({
      status: 200,
      body: {
        access_token: token,
        token_type: 'Bearer',
        expires_in: 3_600,
        expires_on: String(Math.floor(Date.now() / 1_000) + 3_600),
        resource: CHANNELS,
        client_id: app,
      },
    });
    const asked = () => world.asked.filter(asksForToken);
    const delivered = () => world.asked.filter(({ url }) => url.href.startsWith(SERVICE));

    // One for all: the SDK remembers where it asked first, and the token of an app, for as long as the process runs.
    before(async () => {
      world = await outsideWorld((request) => {
        if (asksForToken(request)) return given();
        if (request.url.href.startsWith(SERVICE)) return { status: 200, body: { id: 'there' } };
        return { status: 404 };
      });
      const settings = machine(world.base);
      machineBefore = Object.fromEntries(Object.keys(settings).map((name) => [name, process.env[name]]));
      Object.assign(process.env, settings);
    });
    after(() => {
      world.close();
      for (const [name, value] of Object.entries(machineBefore)) {
        if (value === undefined) delete process.env[name];
        else process.env[name] = value;
      }
    });
    beforeEach(async () => {
      app = randomUUID();
      given = right;
      world.asked.length = 0;
      keys = await startKeyServer();
      server = await startServer({
        env: { MicrosoftAppId: app, MicrosoftAppType: kind, OUTBOUND_SECONDS: '1', ...env },
        authority: {
          ...keys.authority,
          ToChannelFromBotLoginUrl: AuthenticationConstants.ToChannelFromBotLoginUrl,
          ToChannelFromBotOAuthScope: CHANNELS,
        },
      });
    });
    afterEach(async () => {
      await server.close();
      keys.close();
    });

    async function say(text: string, conversation = randomUUID()): Promise<number> {
      const token = keys.token({ aud: app, serviceurl: SERVICE });
      const activity = { type: 'message', id: text, text, channelId: 'msteams', serviceUrl: SERVICE, conversation: { id: conversation } };
      const { status } = await fetch(`${server.base}/api/messages`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: JSON.stringify({ ...activity, from: { id: 'u' } }),
      });
      return status;
    }

    it('is asked for once, for the channels and in the name of the app, and goes with every reply', async () => {
      const conversation = randomUUID();
      expect([await say('one', conversation), await say('two', conversation)]).to.deep.equal([200, 200]);
      expect(asked().map(told)).to.deep.equal([expected(app)]);
      expect(delivered().map(({ headers }) => headers.authorization)).to.deep.equal(['Bearer the token', 'Bearer the token']);
    });

    for (const [name, fails] of [
      ['is refused', () => ({ status: 400, body: { error: 'invalid_client', error_description: 'no' } })],
      ['does not come', () => undefined],
    ] as [string, () => Answer | undefined][]) {
      it(`${name}: the message is taken all the same, its reply is kept, and sent once there is one`, async () => {
        given = fails;
        expect(await say('one')).to.equal(200);
        expect(delivered()).to.deep.equal([]);
        expect((await server.store.backlog()).undelivered).to.equal(1);
        expect(asked().length).to.be.greaterThan(0);
        given = right;
        await server.allSent();
        expect(delivered().map(({ body }) => JSON.parse(body).text)).to.deep.equal(['1: one']);
        expect(server.logged.join('')).to.not.match(/the password|of this machine|the token/);
      });
    }
  });
}
