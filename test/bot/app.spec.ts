import { expect } from 'chai';
import { afterEach, describe, it } from 'mocha';
import { DirectLineClient } from './support/direct-line-client.ts';
import { startServer, type TestServer } from './support/start-server.ts';

describe('the server', () => {
  let server: TestServer;
  afterEach(() => server.close());

  it('is alive and ready', async () => {
    server = await startServer();
    expect((await fetch(`${server.base}/healthz`)).status).to.equal(200);
    expect((await fetch(`${server.base}/readyz`)).status).to.equal(200);
  });

  it('is alive and not ready while something is missing or the store does not answer', async () => {
    let ready = false;
    let store = false;
    server = await startServer({
      isReady: () => ready,
      store: (real) => ({ ...real, ping: () => (store ? real.ping() : Promise.reject(new Error('/data/bot.db is gone'))) }),
    });
    const missing = await fetch(`${server.base}/readyz`);
    ready = true;
    const broken = await fetch(`${server.base}/readyz`);
    const told = await broken.text();
    store = true;
    expect([missing.status, broken.status]).to.deep.equal([503, 503]);
    expect(told).to.not.match(/bot\.db/);
    expect((await fetch(`${server.base}/healthz`)).status).to.equal(200);
    expect((await fetch(`${server.base}/readyz`)).status).to.equal(200);
  });

  it('answers what it does not know with 404 as JSON, and headers that give browsers no leeway', async () => {
    server = await startServer();
    const response = await fetch(`${server.base}/nowhere`);
    expect(response.status).to.equal(404);
    expect(await response.json()).to.have.nested.property('error.code', 'not-found');
    expect(response.headers.get('content-security-policy')).to.match(/default-src 'none'/);
    expect(response.headers.get('x-content-type-options')).to.equal('nosniff');
    expect(response.headers.get('x-powered-by')).to.equal(null);
  });

  it('ends the turns under way before it closes', async () => {
    let release = () => {};
    const held = new Promise<void>((done) => {
      release = done;
    });
    let began = () => {};
    const begun = new Promise<void>((done) => {
      began = done;
    });
    const { fakeConversation } = await import('./support/fake-conversation.ts');
    server = await startServer({
      converse: async (...turn) => {
        if (turn[2].kind === 'message') {
          began();
          await held;
        }
        return fakeConversation(...turn);
      },
    });
    const patient = await new DirectLineClient(server.base).start();
    const saying = patient.say('hi');
    await begun;
    const closing = server.close();
    const ready = await fetch(`${server.base}/readyz`).then(
      ({ status }) => status,
      () => 'refused',
    );
    expect(ready).to.be.oneOf([503, 'refused']);
    release();
    expect((await saying).status).to.equal(200);
    await closing;
    server = await startServer();
  });
});
