import { readdirSync, readFileSync } from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import { expect } from 'chai';
import { after, afterEach, before, describe, it } from 'mocha';
import { createConnector } from '../../../bot/channels/connector.ts';
import { converse } from '../../../dialogs/converse.ts';
import { type BotProcess, startBot } from '../../support/bot-process.ts';
import { BotConnector } from '../../support/connector.ts';
import { outbound } from '../store/support/turns.ts';
import { DirectLineClient } from '../support/direct-line-client.ts';
import { startServer, type TestServer } from '../support/start-server.ts';

describe('whoever tries to get in', () => {
  let server: TestServer;
  afterEach(() => server.close());

  /** As written: no client of ours would send it so. */
  async function raw(path: string, headers = ''): Promise<string> {
    const socket = net.connect(Number(new URL(server.base).port), '127.0.0.1');
    socket.end(`GET ${path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n${headers}\r\n`);
    let said = '';
    for await (const chunk of socket) said += chunk;
    return said;
  }

  it('finds no file by tricks with paths', async () => {
    server = await startServer();
    const paths = [
      '/../package.json',
      '/%2e%2e/package.json',
      '/site/..%2f..%2fpackage.json',
      '/site/....//....//package.json',
      '/site/%00',
      '/site/..\\..\\package.json',
      '//etc/passwd',
      '/%c0%ae%c0%ae/etc/passwd',
      '/%',
      '/v3/directline/conversations/..%2f..%2fmetrics',
      '/v3/directline/conversations/%00/activities',
      '/.env',
      '/data/bot.db',
      `/${'a/'.repeat(4_000)}`,
    ];
    for (const path of paths) {
      const said = await raw(path);
      expect(said, path).to.match(/^HTTP\/1.1 4\d\d/);
      expect(said, path).to.not.match(/headache-triage-bot|root:|node_modules/);
    }
  });

  it('puts nothing into the answer by headers', async () => {
    server = await startServer({ env: { ALLOWED_ORIGINS: 'https://www.clinic.test' } });
    const evil = ['Origin: https://evil.test\r\n', 'X-Forwarded-Host: evil.test\r\n', 'Host: evil.test\r\n', 'Origin: null\r\n'];
    for (const header of evil)
      expect(await raw('/v3/directline/session/getsessionid', header), header).to.not.match(/evil\.test|Origin: null/i);
  });

  it('reaches no other address by what an activity is called, and writes no line into the log', async () => {
    server = await startServer();
    const connector = await server.connector();
    const injected = 'x\r\nHost: evil.test\r\n\r\n{"level":60,"msg":"forged"}/../../admin?a=1#b';
    const conversation = connector.conversation({ id: injected });
    const turn = await conversation.say('throw', { id: injected });
    expect(turn.status).to.equal(200);
    expect(turn.calls.map(({ op, conversationId }) => [op, conversationId])).to.deep.equal([['reply', injected]]);
    expect(turn.calls[0]!.headers.host).to.match(/^127\.0\.0\.1:/);
    const lines = server.logged.join('').trim().split('\n');
    expect(lines.length).to.be.greaterThan(0);
    for (const line of lines) expect(JSON.parse(line).msg).to.not.equal('forged');
    expect(server.logged.join('')).to.not.include('evil.test');
  });

  it('changes no object of the program by its names', async () => {
    server = await startServer();
    const connector = await server.connector();
    const { sent } = await connector.conversation().say('hi');
    const names = '"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}';
    const body = JSON.stringify({ ...sent, id: 'p' }).replace(/^{/, `{${names},"channelData":{${names}},`);
    const response = await fetch(`${server.base}/api/messages`, { method: 'POST', body, headers: { 'content-type': 'application/json' } });
    expect(response.status).to.be.lessThan(500);
    expect(({} as Record<string, unknown>).polluted).to.equal(undefined);
  });

  it('freezes nobody by what they write: others are answered meanwhile', async () => {
    server = await startServer({ converse });
    const connector = await server.connector({ timeoutMs: 60_000 });
    const shapes = [
      '1 ',
      '1/',
      'no ',
      'not ',
      '12:',
      ' ',
      '\n',
      '-',
      'a',
      'si no ',
      '9999999999',
      'monday ',
      '😀',
      '(((',
      '\\',
      "'",
      'ná̈',
      'worst ',
    ];
    for (const shape of shapes) {
      const text = shape.repeat(Math.floor(10_000 / shape.length));
      const turn = await connector.conversation().say(text);
      expect(turn.status, shape).to.equal(200);
    }
    const long = connector.conversation().say('since last monday or the 3rd no not '.repeat(270));
    const other = await connector.conversation().say('hi');
    expect(other.status).to.equal(200);
    expect((await long).status).to.equal(200);
  }).timeout(120_000);
});

describe('a channel that answers oddly', () => {
  const answers: [name: string, answer: http.RequestListener][] = [
    ['a redirect to a place inside', (_req, res) => res.writeHead(307, { location: `http://127.0.0.1:${inside()}/admin` }).end()],
    ['an answer without end', (_req, res) => void endless(res)],
    ['an answer that never comes', () => {}],
    ['an answer that trickles', (_req, res) => void trickle(res)],
    ['nonsense', (_req, res) => void res.socket!.end('nonsense\r\n\r\n')],
  ];
  let target: http.Server;
  let visits = 0;
  const inside = () => (target.address() as net.AddressInfo).port;
  before(async () => {
    target = http.createServer((_req, res) => {
      visits++;
      res.end();
    });
    await new Promise<void>((done) => {
      target.listen(0, '127.0.0.1', done);
    });
  });
  after(() => target.close());

  for (const [name, answer] of answers) {
    it(`${name}: it is given up in time, and nothing else is asked`, async () => {
      const channel = http.createServer(answer);
      await new Promise<void>((done) => {
        channel.listen(0, '127.0.0.1', done);
      });
      const connector = createConnector({ hosts: 'loopback', authorization: async () => undefined, timeout: 300 });
      const serviceUrl = `http://127.0.0.1:${(channel.address() as net.AddressInfo).port}/`;
      const sent = await connector.send({ ...outbound('r', 'a'), serviceUrl }).catch((error: Error) => error);
      connector.close();
      channel.closeAllConnections();
      channel.close();
      expect(sent).to.be.instanceOf(Error);
      expect(visits).to.equal(0);
    });
  }

  function endless(res: http.ServerResponse): void {
    const more = () => {
      if (!res.destroyed) res.write('x'.repeat(100_000), () => setImmediate(more));
    };
    more();
  }
  function trickle(res: http.ServerResponse): void {
    const timer = setInterval(() => (res.destroyed ? clearInterval(timer) : res.write('x')), 20);
  }
});

describe('what a patient says', () => {
  const CANARY = 'zebrafish';
  const PHONE = '+13105550177';
  let bot: BotProcess;
  let connector: BotConnector;
  before(async () => {
    bot = await startBot({ LOG_LEVEL: 'trace', DATA_KEY: `${CANARY} key that is secret and long enough` });
    connector = await BotConnector.start({ endpoint: `${bot.base}/api/messages` });
  });
  after(async () => {
    bot.stop('SIGKILL');
    await connector.close();
  });

  it('is in no log, metric, database file or error, whichever way it came and whatever failed', async () => {
    const said = `my ${CANARY} head hurts when I stand up, call me at ${PHONE}`;
    const page = await new DirectLineClient(bot.base).start();
    const errors: unknown[] = [];
    await page.say(said, { channelData: { clientActivityID: CANARY } });
    errors.push((await page.call('POST', `/conversations/${page.conversationId}/activities`, { type: CANARY, text: 5 })).body);
    errors.push((await page.call('POST', `/conversations/${page.conversationId}/activities`, `{"text":"${CANARY}`)).body);
    errors.push((await page.call('GET', `/${CANARY}/${PHONE}`)).body);
    const sms = connector.conversation({ channelId: 'sms', id: PHONE, user: { id: PHONE, name: CANARY } });
    connector.inject({ status: 500, times: 3, body: { error: CANARY } });
    const turn = await sms.say(said);
    errors.push((await connector.post({ ...turn.sent, id: undefined } as never)).body);
    errors.push((await connector.post({ ...turn.sent, serviceUrl: `http://${CANARY}.test/` })).body);
    errors.push((await sms.say(`${CANARY} `.repeat(1_200))).body);
    const metrics = await (await fetch(`${bot.base}/metrics`)).text();
    await sms.expectMessage(/./, 20_000);
    bot.stop('SIGTERM');
    await bot.exited;

    const files = readdirSync(bot.data).map((name) => readFileSync(`${bot.data}/${name}`).toString('latin1'));
    const everything = { log: bot.log.join(''), metrics, files: files.join(''), errors: JSON.stringify(errors) };
    expect(turn.status).to.equal(200);
    expect(everything.log.length).to.be.greaterThan(100);
    expect(everything.files.length).to.be.greaterThan(10_000);
    for (const [place, text] of Object.entries(everything)) {
      for (const canary of [CANARY, PHONE, '3105550177', page.conversationId])
        expect(text.includes(canary), `${canary} in ${place}`).to.equal(false);
    }
  });
});
