import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { createTokens } from '../../../bot/channels/direct-line-tokens.ts';
import { DirectLineClient, type Started } from '../support/direct-line-client.ts';
import { startServer, type TestServer } from '../support/start-server.ts';

const CLINIC = 'https://www.clinic.test';

describe('Direct Line', () => {
  let server: TestServer;
  const client = () => new DirectLineClient(server.base);
  const started = () => client().start();

  before(async () => {
    server = await startServer({ env: { ALLOWED_ORIGINS: CLINIC } });
  });
  after(() => server.close());

  it('starts a conversation with a greeting, once', async () => {
    const patient = await started();
    const again = await patient.call<Started>('POST', '/conversations', {});
    expect(again.status).to.equal(201);
    expect(again.body).to.include.keys('conversationId', 'token', 'expires_in', 'streamUrl');
    expect(again.body.conversationId).to.equal(patient.conversationId);
    expect((await patient.read()).activities.map(({ text }) => text)).to.deep.equal(['hello']);
  });

  it('starts without a body too', async () => {
    const patient = client();
    patient.token = (await patient.call<Started>('POST', '/tokens/generate')).body.token;
    expect((await patient.call('POST', '/conversations')).status).to.equal(201);
  });

  it('gives tokens that live longer than clients wait before they refresh them', async () => {
    const { body } = await client().call<Started>('POST', '/tokens/generate');
    expect(body.expires_in).to.be.within(30 * 60, 2 * 3_600);
  });

  it('answers a message with its id, and shows both with the time and who spoke', async () => {
    const patient = await started();
    const { status, body } = await patient.say('hi', { channelData: { clientActivityID: 'a', more: [1] } });
    const { activities } = await patient.read('2');
    expect(status).to.equal(200);
    const [echo, reply] = activities;
    expect(activities).to.have.length(2);
    expect(echo).to.deep.include({ id: body.id, text: 'hi', channelData: { clientActivityID: 'a', more: [1] } });
    expect(echo!.from.id).to.match(/^dl_/);
    expect(reply).to.deep.include({ text: '1: hi', replyToId: body.id, from: { id: 'bot', role: 'bot' } });
    for (const { timestamp } of activities) expect(Date.parse(timestamp!)).to.be.a('number').and.not.NaN;
  });

  it('takes what the client says about who, when and where as nothing', async () => {
    const patient = await started();
    const claims = {
      id: 'mine',
      from: { id: 'bot' },
      conversation: { id: 'other' },
      recipient: { id: 'x' },
      timestamp: '1999-01-01T00:00:00Z',
      channelId: 'sms',
    };
    await patient.say('hi', claims);
    const [echo] = (await patient.read('2')).activities;
    expect(echo).to.deep.include({ channelId: 'directline', conversation: { id: patient.conversationId } });
    expect(echo!.id).to.not.equal('mine');
    expect(echo!.from.id).to.match(/^dl_/);
    expect(echo!.timestamp).to.not.match(/^1999/);
  });

  it('understands what was picked in a list', async () => {
    const patient = await started();
    await patient.say('Fever', { channelData: { picked: { question: 'red-flags', options: ['fever'] } } });
    expect((await patient.read()).activities.at(-1)!.text).to.equal('1: Fever picked red-flags=fever');
  });

  it('takes a message sent again under its mark for the same, at once or later', async () => {
    const patient = await started();
    const channelData = { clientActivityID: 'mark' };
    const both = await Promise.all([patient.say('hi', { channelData }), patient.say('hi', { channelData })]);
    const later = await patient.say('hi', { channelData });
    expect(new Set([...both, later].map(({ body }) => body.id)).size).to.equal(1);
    expect((await patient.read()).activities.map(({ text }) => text)).to.deep.equal(['hello', 'hi', '1: hi']);
    const other = await started();
    expect((await other.say('hi', { channelData })).body.id).to.not.equal(later.body.id);
  });

  it('takes what is no message and does nothing with it', async () => {
    const patient = await started();
    const path = `/conversations/${patient.conversationId}/activities`;
    const answers = [
      await patient.call('POST', path, { type: 'typing' }),
      await patient.call('POST', path, { type: 'event', name: 'webchat/join' }),
      await patient.call('POST', path, { type: 'conversationUpdate', membersAdded: [{ id: 'me' }] }),
    ];
    expect(answers.map(({ status }) => status)).to.deep.equal([200, 200, 200]);
    expect((await patient.read()).activities.map(({ text }) => text)).to.deep.equal(['hello']);
  });

  it('reads on from a watermark, which is a string', async () => {
    const patient = await started();
    const { watermark } = await patient.read();
    await patient.say('hi');
    const page = await patient.read(watermark);
    expect(page.activities.map(({ text }) => text)).to.deep.equal(['hi', '1: hi']);
    expect(await patient.read(page.watermark)).to.deep.equal({ activities: [], watermark: page.watermark });
    expect((await patient.read('nonsense')).activities).to.have.length(3);
    expect(page.watermark).to.be.a('string');
  });

  const malformed: [name: string, body: unknown, status: number][] = [
    ['nothing in it', {}, 400],
    ['a list', [], 400],
    ['no JSON', '{', 400],
    ['a number as text', { type: 'message', text: 1 }, 400],
    ['too long a text', { type: 'message', text: 'x'.repeat(10_001) }, 400],
    ['a wrong pick', { type: 'message', text: 'x', channelData: { picked: 'fever' } }, 400],
    ['too much', { type: 'message', text: 'x', value: 'x'.repeat(66_000) }, 413],
  ];
  for (const [name, body, status] of malformed) {
    it(`refuses ${name} with ${status} and leaves no trace of it`, async () => {
      const patient = await started();
      const answer = await patient.call<{ error: object }>('POST', `/conversations/${patient.conversationId}/activities`, body);
      expect(answer.status).to.equal(status);
      expect(answer.body.error).to.have.keys('code', 'message');
      expect((await patient.read()).activities).to.have.length(1);
    });
  }

  it('refuses files', async () => {
    const patient = await started();
    const answer = await patient.call<{ error: { code: string } }>('POST', `/conversations/${patient.conversationId}/upload`, 'x');
    expect(answer.status).to.equal(415);
    expect(answer.body.error.code).to.equal('no-attachments');
  });

  it('knows the session request of the usual client', async () => {
    expect((await client().call('GET', '/session/getsessionid')).status).to.equal(200);
  });

  it('erases the conversation when its patient asks for it: everywhere, and for the same patient only', async () => {
    const [patient, other] = [await started(), await started()];
    await patient.say('hi');
    const tab = await patient.listen();
    const closed = new Promise((done) => tab.socket.once('close', done));
    const path = `/conversations/${patient.conversationId}`;
    expect((await other.call('DELETE', path)).status).to.equal(403);
    expect((await patient.call('DELETE', path)).status).to.equal(204);
    await closed;
    const after = [await patient.call('GET', `${path}/activities`), await patient.say('again'), await patient.call('DELETE', path)];
    expect(after.map(({ status }) => status)).to.deep.equal([404, 404, 404]);
    expect(await server.store.since(`direct-line|${patient.conversationId}`, 0)).to.equal(undefined);
    expect((await other.read()).activities).to.have.length(1);
    expect((await server.store.audit.entries()).at(-1)).to.include({ action: 'erase', actor: 'patient' });
  });

  describe('tokens', () => {
    const everywhere = (id: string): [method: string, path: string, body?: object][] => [
      ['GET', `/conversations/${id}`],
      ['GET', `/conversations/${id}/activities`],
      ['POST', `/conversations/${id}/activities`, { type: 'message', text: 'hi' }],
      ['POST', `/conversations/${id}/upload`],
      ['DELETE', `/conversations/${id}`],
    ];

    const wrong: [name: string, make: (patient: DirectLineClient) => string | Promise<string>][] = [
      ['no token', () => ''],
      ['no token of ours', () => 'garbage'],
      [
        'a forged one',
        ({ token }) => `${Buffer.from(JSON.stringify({ c: 'x', u: 'y', e: 9e9 })).toString('base64url')}.${token.split('.')[1]}`,
      ],
      ['one with a changed signature', ({ token }) => `${token.slice(0, -4)}AAAA`],
      ['one with something added', ({ token }) => `${token}.x`],
      ["another conversation's", async () => (await started()).token],
      ['an expired one', ({ conversationId }) => issued(conversationId, Date.now() - 30 * 86_400_000)],
    ];
    for (const [name, make] of wrong) {
      it(`${name}: 403 everywhere, on the stream too`, async () => {
        const patient = await started();
        const { conversationId, streamUrl } = patient;
        const token = await make(patient);
        patient.token = token;
        for (const [method, path, body] of everywhere(conversationId)) {
          expect((await patient.call(method, path, body)).status, `${method} ${path}`).to.equal(403);
        }
        const url = new URL(streamUrl);
        url.searchParams.set('t', token);
        expect(await refusal(patient.listen(url.href))).to.match(/403/);
      });
    }

    it('for a conversation that nobody started: 404', async () => {
      const patient = client();
      const { token, conversationId } = (await patient.call<Started>('POST', '/tokens/generate')).body;
      patient.token = token;
      for (const [method, path, body] of everywhere(conversationId).slice(0, 3)) {
        expect((await patient.call(method, path, body)).status, `${method} ${path}`).to.equal(404);
      }
    });

    it('can be had anew before they expire, for the same conversation only', async () => {
      const patient = await started();
      patient.token = (await patient.call<Started>('POST', '/tokens/refresh')).body.token;
      expect((await patient.say('hi')).status).to.equal(200);
      patient.token = 'garbage';
      expect((await patient.call('POST', '/tokens/refresh')).status).to.equal(403);
    });

    it('that expired while a phone slept are changed for others, and good for nothing else', async () => {
      const patient = await started();
      patient.token = issued(patient.conversationId, Date.now() - 8 * 3_600_000);
      expect((await patient.say('hi')).status).to.equal(403);
      const { status, body } = await patient.call<Started>('POST', '/tokens/refresh');
      expect(status).to.equal(200);
      patient.token = body.token;
      expect((await patient.say('hi')).status).to.equal(200);
      patient.token = issued(patient.conversationId, Date.now() - 30 * 3_600_000);
      expect((await patient.call('POST', '/tokens/refresh')).status).to.equal(403);
    });

    it('in the address of the stream open the stream alone, and none other does', async () => {
      const patient = await started();
      const url = new URL(patient.streamUrl);
      const { token } = patient;
      patient.token = url.searchParams.get('t')!;
      for (const [method, path, body] of everywhere(patient.conversationId)) {
        expect((await patient.call(method, path, body)).status, `${method} ${path}`).to.equal(403);
      }
      expect((await patient.call('POST', '/tokens/refresh')).status).to.equal(403);
      url.searchParams.set('t', token);
      expect(await refusal(patient.listen(url.href))).to.match(/403/);
    });

    function issued(conversationId: string, now: number): string {
      return createTokens(server.sealer).issue({ conversationId, userId: 'dl_x' }, now).token;
    }
  });

  describe('the stream', () => {
    it('sends everything from the start, then what comes, and minds no empty frame', async () => {
      const patient = await started();
      const stream = await patient.listen();
      await stream.until(1);
      stream.socket.send('');
      await patient.say('one');
      await patient.say('two');
      await stream.until(5);
      expect(stream.texts).to.deep.equal(['hello', 'one', '1: one', 'two', '2: two']);
      stream.close();
    });

    it('sends to every tab', async () => {
      const patient = await started();
      const tabs = await Promise.all([patient.listen(), patient.listen(), patient.listen()]);
      await patient.say('hi');
      for (const tab of tabs) expect((await tab.until(3)).texts).to.deep.equal(['hello', 'hi', '1: hi']);
      for (const tab of tabs) tab.close();
    });

    it('goes on from the watermark after a break, with a token and an address of its own', async () => {
      const patient = await started();
      const first = await patient.listen();
      await first.until(1);
      const watermark = first.frames.at(-1)!.watermark;
      first.close();
      await patient.say('missed');
      const { status, body } = await patient.call<Started>('GET', `/conversations/${patient.conversationId}?watermark=${watermark}`);
      const second = await patient.listen(body.streamUrl);
      await second.until(2);
      expect(status).to.equal(200);
      expect(second.texts).to.deep.equal(['missed', '1: missed']);
      second.close();
      const whole = await patient.call<Started>('GET', `/conversations/${patient.conversationId}?watermark=`);
      const third = await patient.listen(whole.body.streamUrl);
      expect((await third.until(3)).texts).to.deep.equal(['hello', 'missed', '1: missed']);
      third.close();
    });

    it('refuses a page of another origin', async () => {
      const patient = await started();
      expect(await refusal(patient.listen(patient.streamUrl, { origin: 'https://evil.test' }))).to.match(/403/);
      const allowed = await patient.listen(patient.streamUrl, { origin: CLINIC });
      allowed.close();
    });

    it('is nowhere else', async () => {
      expect(await refusal(client().listen(`${server.base.replace('http', 'ws')}/elsewhere`))).to.match(/404/);
    });
  });

  describe('origins', () => {
    const generate = (origin: string, method = 'POST') => client().call(method, '/tokens/generate', undefined, { origin });

    it('lets our own pages and those of the clinic ask', async () => {
      const own = await generate(server.base);
      const clinics = await generate(CLINIC);
      expect([own.status, clinics.status]).to.deep.equal([200, 200]);
      expect(clinics.headers.get('access-control-allow-origin')).to.equal(CLINIC);
    });

    it('answers what browsers ask first', async () => {
      const answer = await generate(CLINIC, 'OPTIONS');
      expect(answer.status).to.equal(204);
      expect(answer.headers.get('access-control-allow-headers')).to.match(/authorization.*content-type.*x-ms-bot-agent.*x-requested-with/);
      expect(Number(answer.headers.get('access-control-max-age'))).to.be.greaterThan(0);
    });

    for (const origin of ['https://evil.test', 'null', `${CLINIC}.evil.test`, 'http://www.clinic.test']) {
      it(`refuses ${origin}`, async () => {
        const answer = await generate(origin);
        expect(answer.status).to.equal(403);
        expect(answer.headers.get('access-control-allow-origin')).to.equal(null);
      });
    }
  });
});

async function refusal(attempt: Promise<unknown>): Promise<string> {
  return attempt.then(
    () => 'was let in',
    (error: Error) => error.message,
  );
}
