import net from 'node:net';
import { expect } from 'chai';
import { afterEach, describe, it } from 'mocha';
import { createRateLimit } from '../../../bot/rate-limit.ts';
import { DirectLineClient } from '../support/direct-line-client.ts';
import { startServer, type TestServer } from '../support/start-server.ts';

const many = <T>(count: number, make: (index: number) => Promise<T>) =>
  Promise.all(Array.from({ length: count }, (_, index) => make(index)));
const count = (statuses: number[], status: number) => statuses.filter((each) => each === status).length;

describe('a rate limit', () => {
  it('lets a burst through, then what flows in, for each name apart', () => {
    let now = 0;
    const limit = createRateLimit(2, 4, () => now);
    const take = (name: string) => {
      try {
        limit.take(name);
        return 'taken';
      } catch (error) {
        return (error as { retryAfter: number }).retryAfter;
      }
    };
    expect([1, 2, 3, 4, 5].map(() => take('a'))).to.deep.equal(['taken', 'taken', 'taken', 'taken', 1]);
    expect(take('b')).to.equal('taken');
    now += 1_000;
    expect([1, 2, 3].map(() => take('a'))).to.deep.equal(['taken', 'taken', 1]);
    now += 3_600_000;
    expect([1, 2, 3, 4, 5].map(() => take('a'))).to.deep.equal(['taken', 'taken', 'taken', 'taken', 1]);
  });
});

describe('who asks too much', () => {
  let server: TestServer;
  afterEach(() => server.close());

  const generate = (headers: Record<string, string> = {}) =>
    fetch(`${server.base}/v3/directline/tokens/generate`, { method: 'POST', headers });

  it('gets 60 conversations of the page a minute and address, whatever address it claims to have', async () => {
    server = await startServer({ env: { RATE_TOKENS_PER_MINUTE: '' } });
    const answers = await many(200, (index) => generate({ 'x-forwarded-for': `10.0.0.${index}` }));
    const statuses = answers.map(({ status }) => status);
    expect(count(statuses, 200)).to.be.within(60, 70);
    expect(count(statuses, 429)).to.equal(200 - count(statuses, 200));
    const refused = answers.find(({ status }) => status === 429)!;
    expect(Number(refused.headers.get('retry-after'))).to.be.at.least(1);
    expect(await refused.json()).to.have.nested.property('error.code', 'too-many');
  });

  it('is told apart by the address that the proxy adds, not by those that it was sent', async () => {
    server = await startServer({ env: { RATE_TOKENS_PER_MINUTE: '5', TRUSTED_PROXIES: '1' } });
    const forged = await many(9, (index) => generate({ 'x-forwarded-for': `10.0.0.${index}, 192.0.2.1` }));
    const neighbour = await generate({ 'x-forwarded-for': '192.0.2.2' });
    const household = await many(9, (index) => generate({ 'x-forwarded-for': `2001:db8:1:2::${index + 1}` }));
    expect(
      count(
        forged.map(({ status }) => status),
        200,
      ),
    ).to.be.within(5, 6);
    expect(neighbour.status).to.equal(200);
    expect(
      count(
        household.map(({ status }) => status),
        200,
      ),
    ).to.be.within(5, 6);
  });

  it('gets a burst of 40 messages of a conversation taken, and disturbs nobody else', async () => {
    server = await startServer();
    const connector = await server.connector();
    const loud = connector.conversation();
    const patient = await new DirectLineClient(server.base).start();
    const turns = await many(120, (index) => loud.say(`m${index}`));
    const posts = await many(120, (index) => patient.say(`m${index}`));
    const others = await many(60, () => connector.conversation().say('hi'));
    for (const statuses of [turns.map(({ status }) => status), posts.map(({ status }) => status)]) {
      expect(count(statuses, 200)).to.be.within(39, 110);
      expect(count(statuses, 429)).to.equal(120 - count(statuses, 200));
    }
    expect(others.every(({ status }) => status === 200)).to.equal(true);
    const answered = connector.calls.filter(({ conversationId }) => conversationId === loud.id);
    expect(answered).to.have.length(
      count(
        turns.map(({ status }) => status),
        200,
      ),
    );
  });

  it('gets ten times as many reads', async () => {
    server = await startServer({ env: { RATE_READS_PER_SECOND: '20' } });
    const [patient, other] = [await new DirectLineClient(server.base).start(), await new DirectLineClient(server.base).start()];
    const read = (who: DirectLineClient) => who.call('GET', `/conversations/${who.conversationId}/activities`);
    const statuses = (await many(150, () => read(patient))).map(({ status }) => status);
    expect(count(statuses, 200)).to.be.within(40, 140);
    expect(count(statuses, 429)).to.be.greaterThan(0);
    expect((await read(other)).status).to.equal(200);
  });

  it('gets a few streams of a conversation and no more', async () => {
    server = await startServer({ env: { MAX_SOCKETS_PER_CONVERSATION: '3', MAX_SOCKETS: '4' } });
    const patients = [await new DirectLineClient(server.base).start(), await new DirectLineClient(server.base).start()];
    const open = [];
    for (let tab = 0; tab < 3; tab++) open.push(await patients[0]!.listen());
    const refused = (who: DirectLineClient) =>
      who.listen().then(
        () => 'let in',
        (error: Error) => error.message,
      );
    expect(await refused(patients[0]!)).to.match(/429/);
    open.push(await patients[1]!.listen());
    expect(await refused(patients[1]!)).to.match(/503/);
    for (const tab of open) tab.close();
  });

  it('is cut off when it sends a frame too large', async () => {
    server = await startServer();
    const tab = await (await new DirectLineClient(server.base).start()).listen();
    const closed = new Promise((done) => tab.socket.once('close', done));
    tab.socket.send('x'.repeat(5_000));
    expect(await closed).to.equal(1009);
  });
});

describe('when there is too much at once', () => {
  let server: TestServer;
  afterEach(() => server.close());

  function held() {
    let release = () => {};
    const until = new Promise<void>((done) => {
      release = done;
    });
    return { until, release: () => release() };
  }

  it('takes so many turns, tells others to come again, and serves them then', async () => {
    const { until, release } = held();
    let waiting = 0;
    server = await startServer({
      env: { MAX_TURNS: '10' },
      store: (real) => ({
        ...real,
        async commit(...turn) {
          waiting++;
          await until;
          return real.commit(...turn);
        },
      }),
    });
    const connector = await server.connector();
    const early = Array.from({ length: 10 }, () => connector.conversation().say('early'));
    while (waiting < 10) await new Promise((done) => setTimeout(done, 5));
    const conversation = connector.conversation();
    const late = await conversation.say('late');
    const healthy = await fetch(`${server.base}/healthz`);
    release();
    expect(late.status).to.equal(503);
    expect(late.body).to.have.nested.property('error.code', 'busy');
    expect(healthy.status).to.equal(200);
    expect((await Promise.all(early)).map(({ status }) => status)).to.deep.equal(Array(10).fill(200));
    expect((await conversation.redeliver(late)).texts).to.deep.equal(['1: late']);
  });

  it('answers who waited for too long, finishes what was begun, and knows it when it comes again', async () => {
    const { until, release } = held();
    server = await startServer({
      env: { REQUEST_SECONDS: '1' },
      store: (real) => ({
        ...real,
        async commit(...turn) {
          await until;
          return real.commit(...turn);
        },
      }),
    });
    const conversation = (await server.connector()).conversation();
    const slow = await conversation.say('hi');
    release();
    expect(slow.status).to.equal(503);
    expect(slow.body).to.have.nested.property('error.code', 'slow');
    const again = await conversation.redeliver(slow);
    expect(again.status).to.equal(200);
    expect((await conversation.say('next')).texts).to.deep.equal(['2: next']);
  });

  it('cuts off whoever sends a request drop by drop', async () => {
    server = await startServer({ env: { REQUEST_SECONDS: '1' } });
    const drops = async (opening: string) => {
      const socket = net.connect(Number(new URL(server.base).port), '127.0.0.1');
      let said = '';
      socket.on('data', (chunk) => {
        said += chunk;
      });
      socket.on('error', () => {});
      socket.write(opening);
      const dripping = setInterval(() => socket.write('x'), 50);
      await new Promise((done) => socket.once('close', done));
      clearInterval(dripping);
      return said;
    };
    const body = 'POST /api/messages HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 10000\r\n\r\n{"';
    const cut = await Promise.all([drops('GET /healthz HTTP/1.1\r\nX-Long: '), drops(body)]);
    for (const said of cut) expect(said).to.match(/^HTTP\/1.1 (408|503)/);
  });
});
