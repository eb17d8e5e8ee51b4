import { createSign, generateKeyPairSync, randomUUID } from 'node:crypto';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { startServer, type TestServer } from '../support/start-server.ts';

const APP = '11111111-2222-3333-4444-555555555555';
const SERVICE = 'https://smba.trafficmanager.net/amer/';
const ISSUER = 'https://api.botframework.com';

const [ours, theirs] = [generateKeyPairSync('rsa', { modulusLength: 2048 }), generateKeyPairSync('rsa', { modulusLength: 2048 })];
const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

function token(claims: object = {}, header: object = {}, key = ours.privateKey): string {
  const now = Math.floor(Date.now() / 1_000);
  const payload = { iss: ISSUER, aud: APP, nbf: now - 60, exp: now + 600, serviceurl: SERVICE, ...claims };
  const signed = `${encoded({ alg: 'RS256', typ: 'JWT', kid: 'k1', ...header })}.${encoded(payload)}`;
  return `${signed}.${createSign('RSA-SHA256').update(signed).sign(key).toString('base64url')}`;
}

describe('the token of a channel', () => {
  let server: TestServer;
  let authority: http.Server;
  const { error } = console;

  before(async () => {
    // The SDK prints the public keys with every token that names another.
    console.error = () => {};
    authority = http.createServer((req, res) => {
      const base = `http://127.0.0.1:${(authority.address() as AddressInfo).port}`;
      const key = { ...ours.publicKey.export({ format: 'jwk' }), kid: 'k1', use: 'sig', endorsements: ['msteams'] };
      res.setHeader('content-type', 'application/json');
      res.end(JSON.stringify(req.url === '/keys' ? { keys: [key] } : { issuer: ISSUER, jwks_uri: `${base}/keys` }));
    });
    await new Promise<void>((done) => {
      authority.listen(0, '127.0.0.1', done);
    });
    const app = { MicrosoftAppId: APP, MicrosoftAppPassword: 'the password', MicrosoftAppType: 'MultiTenant' };
    server = await startServer({
      env: app,
      authority: {
        ToBotFromChannelOpenIdMetadataUrl: `http://127.0.0.1:${(authority.address() as AddressInfo).port}/`,
        ToBotFromChannelTokenIssuer: ISSUER,
        ToBotFromEmulatorOpenIdMetadataUrl: 'http://127.0.0.1:1/',
        ToChannelFromBotLoginUrl: 'http://127.0.0.1:1/',
        ToChannelFromBotOAuthScope: ISSUER,
      },
    });
  });
  after(async () => {
    console.error = error;
    await server.close();
    authority.close();
  });

  async function post(authorization: string | undefined, more: object = {}) {
    const conversation = randomUUID();
    const activity = {
      type: 'message',
      id: '1',
      text: 'hi',
      channelId: 'msteams',
      serviceUrl: SERVICE,
      conversation: { id: conversation },
      from: { id: 'u' },
      deliveryMode: 'expectReplies',
      ...more,
    };
    const headers = { 'content-type': 'application/json', ...(authorization !== undefined && { authorization }) };
    const response = await fetch(`${server.base}/api/messages`, { method: 'POST', headers, body: JSON.stringify(activity) });
    const known = await server.store.load(`bot-service|${activity.channelId}|${conversation}`, '1');
    return { status: response.status, text: await response.text(), stored: known.version > 0 };
  }

  it('lets in whom it was made for', async () => {
    const { status, text, stored } = await post(`Bearer ${token()}`);
    expect(status, text).to.equal(200);
    expect(JSON.parse(text).activities[0].text).to.equal('1: hi');
    expect(stored).to.equal(true);
  });

  const hour = 3_600;
  const now = () => Math.floor(Date.now() / 1_000);
  const none = `${encoded({ alg: 'none', typ: 'JWT' })}.${encoded({ iss: ISSUER, aud: APP, exp: now() + hour, serviceurl: SERVICE })}.`;
  const wrong: [name: string, authorization: () => string | undefined, more?: object][] = [
    ['no token', () => undefined],
    ['another scheme', () => `Basic ${token()}`],
    ['rubbish', () => 'Bearer a.b.c'],
    ['one signed by another key', () => `Bearer ${token({}, {}, theirs.privateKey)}`],
    ['one that names another key', () => `Bearer ${token({}, { kid: 'k2' })}`],
    ['one that is not signed', () => `Bearer ${none}`],
    ['one with another signature method', () => `Bearer ${token({}, { alg: 'HS256' })}`],
    ['one of another issuer', () => `Bearer ${token({ iss: 'https://evil.test' })}`],
    ['one for another bot', () => `Bearer ${token({ aud: randomUUID() })}`],
    ['one for no bot', () => `Bearer ${token({ aud: undefined })}`],
    ['one that has expired', () => `Bearer ${token({ nbf: now() - 3 * hour, exp: now() - hour })}`],
    ['one that is not valid yet', () => `Bearer ${token({ nbf: now() + hour, exp: now() + 2 * hour })}`],
    ['one for another service', () => `Bearer ${token({ serviceurl: 'https://webchat.botframework.com/' })}`],
    ['one for no service', () => `Bearer ${token({ serviceurl: '' })}`],
    ['one that does not vouch for the channel', () => `Bearer ${token()}`, { channelId: 'sms' }],
    [
      'one with a changed claim',
      () => `Bearer ${token().replace(/\.[^.]+\./, `.${encoded({ iss: ISSUER, aud: APP, exp: now() + hour })}.`)}`,
    ],
  ];
  for (const [name, authorization, more] of wrong) {
    it(`keeps out ${name}: 401, nothing stored, nothing told`, async () => {
      const { status, text, stored } = await post(authorization(), more);
      expect(status, text).to.equal(401);
      expect(JSON.parse(text)).to.deep.equal({
        error: { code: 'unauthorized', message: 'The Authorization header is not one of the Bot Framework.' },
      });
      expect(stored).to.equal(false);
    });
  }
});
