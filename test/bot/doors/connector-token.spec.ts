import { createHmac, generateKeyPairSync, randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { after, afterEach, before, beforeEach, describe, it } from 'mocha';
import { fakeConversation } from '../support/fake-conversation.ts';
import { encoded, ISSUER, type KeyServer, startKeyServer } from '../support/key-server.ts';
import { startServer, type TestServer } from '../support/start-server.ts';

const APP = '11111111-2222-3333-4444-555555555555';
const TENANT = '99999999-2222-3333-4444-555555555555';
const SERVICE = 'https://smba.trafficmanager.net/amer/';
const theirs = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;

const kinds: Record<string, Record<string, string>> = {
  SingleTenant: { MicrosoftAppTenantId: TENANT, MicrosoftAppPassword: 'the password' },
  UserAssignedMSI: { MicrosoftAppTenantId: TENANT },
};

for (const [kind, more] of Object.entries(kinds)) {
  const app = { MicrosoftAppId: APP, MicrosoftAppType: kind, OUTBOUND_SECONDS: '1', ...more };

  describe(`the token of a channel, ${kind}`, () => {
    let server: TestServer;
    let keys: KeyServer;
    let turns: number;
    const { error } = console;

    async function start() {
      keys = await startKeyServer();
      server = await startServer({
        env: app,
        authority: keys.authority,
        converse: (...turn) => {
          turns++;
          return fakeConversation(...turn);
        },
      });
    }

    async function stop() {
      await server.close();
      keys.close();
    }

    beforeEach(() => {
      turns = 0;
      // The SDK prints the public keys with every token that names another.
      console.error = () => {};
    });
    afterEach(() => {
      console.error = error;
    });

    const token = (claims: object = {}, header: object = {}, key = undefined as typeof theirs | undefined) =>
      keys.token({ aud: APP, serviceurl: SERVICE, ...claims }, { header, key });

    async function post(authorization: string | undefined, changed: object = {}) {
      const conversation = randomUUID();
      const activity = {
        type: 'message',
        id: '1',
        text: 'hi',
        channelId: 'msteams',
        serviceUrl: SERVICE,
        conversation: { id: conversation },
        from: { id: 'u' },
        ...changed,
      };
      const headers = { 'content-type': 'application/json', ...(authorization !== undefined && { authorization }) };
      const response = await fetch(`${server.base}/api/messages`, { method: 'POST', headers, body: JSON.stringify(activity) });
      const known = await server.store.load(`bot-service|${activity.channelId}|${conversation}`, '1');
      return { status: response.status, text: await response.text(), stored: known.version > 0 };
    }

    async function expectRefused(
      { status, text, stored }: Awaited<ReturnType<typeof post>>,
      expected: { status: number; code: string; message: string },
    ) {
      expect(status, text).to.equal(expected.status);
      expect(JSON.parse(text)).to.deep.equal({ error: { code: expected.code, message: expected.message } });
      expect({ stored, turns, ...(await server.store.backlog()) }).to.deep.equal({ stored: false, turns: 0, undelivered: 0, age: 0 });
    }

    describe('while its keys can be had', () => {
      before(start);
      after(stop);

      it('lets in whom it was made for', async () => {
        const { status, text, stored } = await post(`Bearer ${token()}`, { deliveryMode: 'expectReplies' });
        expect(status, text).to.equal(200);
        expect(JSON.parse(text).activities[0].text).to.equal('1: hi');
        expect(stored).to.equal(true);
      });

      const hour = 3_600;
      const now = () => Math.floor(Date.now() / 1_000);
      const claims = () => ({ iss: ISSUER, aud: APP, exp: now() + hour, serviceurl: SERVICE });
      const none = () => `${encoded({ alg: 'none', typ: 'JWT', kid: 'k1' })}.${encoded(claims())}.`;
      const byPublicKey = () => {
        const signed = `${encoded({ alg: 'HS256', typ: 'JWT', kid: 'k1' })}.${encoded(claims())}`;
        return `${signed}.${createHmac('sha256', keys.publicPem).update(signed).digest('base64url')}`;
      };
      // An emulator's is made by Entra ID for whoever knows the password; it says nothing of the service.
      const emulators = (more: object = {}) =>
        keys.token({ iss: 'https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/', ver: '1.0', appid: APP, aud: ISSUER, ...more });
      const wrong: [name: string, authorization: () => string | undefined, changed?: object][] = [
        ['no token', () => undefined],
        ['an empty one', () => 'Bearer '],
        ['another scheme', () => `Basic ${token()}`],
        ['rubbish', () => 'Bearer a.b.c'],
        ['one signed by another key', () => `Bearer ${token({}, {}, theirs)}`],
        ['one that names another key', () => `Bearer ${token({}, { kid: 'k2' })}`],
        ['one that names no key', () => `Bearer ${token({}, { kid: undefined })}`],
        ['one that is not signed', () => `Bearer ${none()}`],
        ['one that says it was signed in another way', () => `Bearer ${token({}, { alg: 'HS256' })}`],
        ['one signed by the public key as if it were a secret', () => `Bearer ${byPublicKey()}`],
        ['one of another issuer', () => `Bearer ${token({ iss: 'https://evil.test' })}`],
        ['one of no issuer', () => `Bearer ${token({ iss: undefined })}`],
        ['one for another bot', () => `Bearer ${token({ aud: randomUUID() })}`],
        ['one for no bot', () => `Bearer ${token({ aud: undefined })}`],
        ['one that has expired', () => `Bearer ${token({ nbf: now() - 3 * hour, exp: now() - hour })}`],
        ['one that is not valid yet', () => `Bearer ${token({ nbf: now() + hour, exp: now() + 2 * hour })}`],
        ['one for another service', () => `Bearer ${token({ serviceurl: 'https://webchat.botframework.com/' })}`],
        ['one for no service', () => `Bearer ${token({ serviceurl: undefined })}`],
        ['one that does not vouch for the channel', () => `Bearer ${token()}`, { channelId: 'sms' }],
        ['one with a changed claim', () => `Bearer ${token().replace(/\.[^.]+\./, `.${encoded({ ...claims(), exp: now() + 1 })}.`)}`],
        ["an emulator's", () => `Bearer ${emulators()}`],
        ["another bot's", () => `Bearer ${emulators({ aud: APP, appid: randomUUID() })}`],
        ['one of a channel at the edge', () => `Bearer ${emulators()}`, { channelId: 'AseChannel' }],
      ];
      for (const [name, authorization, changed] of wrong) {
        it(`keeps out ${name}: 401, nothing stored, sent or told`, async () => {
          const message = 'The Authorization header is not one of the Bot Framework.';
          await expectRefused(await post(authorization(), changed), { status: 401, code: 'unauthorized', message });
        });
      }

      for (const serviceUrl of [
        'https://evil.test/',
        'https://smba.trafficmanager.net.evil.test/',
        'http://smba.trafficmanager.net/amer/',
      ]) {
        it(`keeps out a right token for ${serviceUrl}: 400, nothing stored, sent or told`, async () => {
          const message = 'serviceUrl: must be https on a host of SERVICE_URL_HOSTS';
          const answer = await post(`Bearer ${token({ serviceurl: serviceUrl })}`, { serviceUrl });
          await expectRefused(answer, { status: 400, code: 'bad-service-url', message });
        });
      }
    });

    describe('while its keys cannot be had', () => {
      before(start);
      after(stop);

      for (const [name, status] of [
        ['is not well', 500],
        ['answers with something else', 404],
        ['does not answer', 0],
      ] as const) {
        it(`asks for the message again when the key server ${name}: 503, nothing stored or sent`, async () => {
          keys.fail(status);
          const message = 'The keys of the Bot Framework cannot be had at the moment: send the activity again.';
          await expectRefused(await post(`Bearer ${token()}`), { status: 503, code: 'authority', message });
        });
      }

      it('takes the same message once they can be had again', async () => {
        keys.fail(undefined);
        const { status, text } = await post(`Bearer ${token()}`, { deliveryMode: 'expectReplies' });
        expect(status, text).to.equal(200);
      });

      it('asks for the message again when the key server is gone', async () => {
        const gone = await startServer({
          env: app,
          authority: { ...keys.authority, ToBotFromChannelOpenIdMetadataUrl: 'http://127.0.0.1:1/' },
        });
        const there = server;
        server = gone;
        const answer = await post(`Bearer ${token()}`).finally(() => {
          server = there;
        });
        await gone.close();
        expect([answer.status, answer.stored, turns]).to.deep.equal([503, false, 0]);
      });
    });
  });
}
