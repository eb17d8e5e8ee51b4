import { expect } from 'chai';
import { after, before, beforeEach, describe, it } from 'mocha';
import { converse } from '../../../dialogs/converse.ts';
import { ACCOUNT, TwilioStandIn } from '../../support/twilio-stand-in.ts';
import { startServer, type TestServer } from '../support/start-server.ts';

const PUBLIC = 'https://bot.clinic.test';
let people = 0;
const somebody = () => `+1310444${String(++people).padStart(4, '0')}`;

describe('text messages by Twilio', () => {
  let server: TestServer;
  let twilio: TwilioStandIn;
  let bot: { base: string; publicUrl: string };

  before(async () => {
    twilio = await TwilioStandIn.start();
    server = await startServer({ env: twilio.env(`${PUBLIC}/`) });
    bot = { base: server.base, publicUrl: PUBLIC };
  });
  after(async () => {
    await server.close();
    twilio.close();
  });
  beforeEach(() => {
    twilio.complaints.length = 0;
    twilio.faults.length = 0;
  });

  const text = (from: string, body: string, more: Record<string, string> = {}) => twilio.deliver(bot, twilio.message(from, body, more));
  const audited = async () => (await server.store.audit.entries()).map(({ action, subject }) => [action, subject]);

  it('are answered with empty TwiML, and the reply is sent by REST as Twilio wants it', async () => {
    const from = somebody();
    const { status, type, text: answer } = await text(from, 'my head & neck hurt + more: ¿sí?');
    expect(status).to.equal(200);
    expect(type).to.match(/^text\/xml/);
    expect(answer).to.match(/<Response\/>$/);
    await twilio.until(() => twilio.to(from).length === 1);
    expect(twilio.to(from)).to.deep.equal(['1: my head & neck hurt + more: ¿si?']);
    expect(twilio.complaints).to.deep.equal([]);
  });

  const forged: [name: string, change: (params: Record<string, string>) => { params?: Record<string, string>; signature?: string }][] = [
    ['no signature', () => ({ signature: '' })],
    ['the signature of another token', (params) => ({ signature: twilio.sign(`${PUBLIC}/sms`, params, 'another') })],
    ['the signature of another address', (params) => ({ signature: twilio.sign(`${PUBLIC}/sms/status`, params) })],
    ['the signature for http', (params) => ({ signature: twilio.sign('http://bot.clinic.test/sms', params) })],
    ['another text than was signed', (params) => ({ params: { ...params, Body: 'x' }, signature: twilio.sign(`${PUBLIC}/sms`, params) })],
    [
      'a parameter more than was signed',
      (params) => ({ params: { ...params, OptOutType: 'STOP' }, signature: twilio.sign(`${PUBLIC}/sms`, params) }),
    ],
    ['another account', (params) => ({ params: { ...params, AccountSid: `${ACCOUNT.slice(0, -1)}2` } })],
  ];
  for (const [name, change] of forged) {
    it(`are refused with ${name}: 403, nothing stored, nothing sent`, async () => {
      const from = somebody();
      const { params, signature } = change(twilio.message(from, 'hi'));
      const answer = await twilio.deliver(bot, params ?? twilio.message(from, 'hi'), '/sms', signature);
      expect(answer.status).to.equal(403);
      expect((await server.store.load(`twilio|${from}`, '')).version).to.equal(0);
      expect(twilio.to(from)).to.deep.equal([]);
    });
  }

  it('without sender or id are a bad request', async () => {
    for (const missing of ['From', 'MessageSid']) {
      const { [missing]: _, ...params } = twilio.message(somebody(), 'hi');
      expect((await twilio.deliver(bot, params as Record<string, string>)).status).to.equal(400);
    }
  });

  it('that come twice are answered once', async () => {
    const from = somebody();
    const params = twilio.message(from, 'hi');
    const answers = await Promise.all([twilio.deliver(bot, params), twilio.deliver(bot, params)]);
    expect(answers.map(({ status }) => status)).to.deep.equal([200, 200]);
    await text(from, 'more');
    await twilio.until(() => twilio.to(from).length >= 2);
    expect(twilio.to(from)).to.deep.equal(['1: hi', '2: more']);
  });

  it('of one sender are answered in order, each one', async () => {
    const from = somebody();
    await Promise.all(Array.from({ length: 12 }, (_, index) => text(from, `m${index}`)));
    await twilio.until(() => twilio.to(from).length >= 12);
    expect(twilio.to(from).map((body) => body.split(':')[0])).to.deep.equal(Array.from({ length: 12 }, (_, index) => String(index + 1)));
  });

  it('that Twilio cannot take now are sent again, in order', async () => {
    const from = somebody();
    twilio.faults.push({ status: 503, code: 20503 }, { status: 429, code: 20429 });
    await text(from, 'one');
    await twilio.until(() => twilio.to(from).length >= 1, 15_000);
    expect(twilio.to(from)).to.deep.equal(['1: one']);
  });

  it('to somebody who opted out are given up at once, and that is kept', async () => {
    const from = somebody();
    twilio.optedOut.add(from);
    await text(from, 'hi');
    const name = server.store.name(`twilio|${from}`);
    for (let left = 100; left > 0 && !(await audited()).some(([action]) => action === 'opt-out'); left--)
      await new Promise((done) => setTimeout(done, 20));
    expect(await audited()).to.deep.include(['opt-out', `${name} 21610`]);
    await server.allSent();
  });

  it('that did not arrive are noted from the status callback, which must be signed too', async () => {
    const to = somebody();
    const report = {
      MessageSid: 'SM1',
      MessageStatus: 'undelivered',
      ErrorCode: '30005',
      To: to,
      From: '+13105550134',
      AccountSid: ACCOUNT,
    };
    expect((await twilio.deliver(bot, report, '/sms/status', 'x')).status).to.equal(403);
    expect((await twilio.deliver(bot, report, '/sms/status')).status).to.equal(204);
    expect((await twilio.deliver(bot, { ...report, MessageStatus: 'delivered' }, '/sms/status')).status).to.equal(204);
    const name = server.store.name(`twilio|${to}`);
    expect((await audited()).filter(([, subject]) => subject?.startsWith(name))).to.deep.equal([['undelivered', `${name} 30005`]]);
    expect(server.logged.join('')).to.not.contain(to);
  });

  for (const word of ['STOP', 'stopall', 'Unsubscribe', 'CANCEL', 'End', 'quit.']) {
    it(`${word}: the carrier has answered, so nothing is said`, async () => {
      const from = somebody();
      expect((await text(from, word)).status).to.equal(200);
      expect(await audited()).to.deep.include(['opt-out', server.store.name(`twilio|${from}`)]);
      await text(from, 'a sentence with stop in it');
      await twilio.until(() => twilio.to(from).length >= 1);
      expect(twilio.to(from)).to.deep.equal(['1: a sentence with stop in it']);
    });
  }

  for (const word of ['ALTO', 'parar', 'Cancelar', 'BAJA']) {
    it(`${word}: carriers do not know it, so it is confirmed once`, async () => {
      const from = somebody();
      await text(from, word);
      await twilio.until(() => twilio.to(from).length >= 1);
      expect(twilio.to(from)).to.deep.equal(['talk.stopped']);
    });
  }

  it('a word of the account is known by what Twilio says of it', async () => {
    const from = somebody();
    await text(from, 'adios', { OptOutType: 'STOP' });
    expect(await audited()).to.deep.include(['opt-out', server.store.name(`twilio|${from}`)]);
  });
});

describe('a conversation by text message', function () {
  this.timeout(60_000);
  let server: TestServer;
  let twilio: TwilioStandIn;
  let bot: { base: string; publicUrl: string };
  let hours = 0;

  before(async () => {
    twilio = await TwilioStandIn.start();
    const later: typeof converse = (content, session, event) => {
      const move = (at: Date) => new Date(at.getTime() + hours * 3_600_000);
      if (event.kind !== 'message') return converse(content, session, { ...event, at: move(event.at) });
      return converse(content, session, { kind: 'message', message: { ...event.message, at: move(event.message.at) } });
    };
    server = await startServer({ env: twilio.env(PUBLIC), converse: later });
    bot = { base: server.base, publicUrl: PUBLIC };
  });
  after(async () => {
    await server.close();
    twilio.close();
  });

  async function say(from: string, body: string, more: Record<string, string> = {}) {
    const before = twilio.to(from).length;
    expect((await twilio.deliver(bot, twilio.message(from, body, more))).status).to.equal(200);
    await twilio.until(() => twilio.to(from).length > before, 30_000);
    const { activities } = (await server.store.since(`twilio|${from}`, 0))!;
    const reports = activities.map((activity) => activity.semanticAction as { entities?: { question?: { id: string } } } | undefined);
    return { text: twilio.to(from).slice(before).join('\n\n'), question: reports.at(-1)?.entities?.question?.id };
  }

  it('begins with who it is and the emergency number', async () => {
    const { text, question } = await say(somebody(), 'my head hurts since yesterday');
    expect(text).to.match(/^Shamloo.*911/);
    expect(question).to.equal('red-flags');
  });

  for (const numbers of ['1,3', '1 y 3', '1 and 3', '1 3']) {
    it(`takes "${numbers}" for two of a list`, async () => {
      const from = somebody();
      await say(from, 'my head hurts');
      let turn = await say(from, '9');
      for (let steps = 0; turn.question !== 'about-you' && steps < 12; steps++)
        turn = await say(from, turn.question === 'procedure' ? '1' : 'two days ago');
      expect(turn.question).to.equal('about-you');
      await say(from, numbers.replace('1', '4').replace('3', '7'));
      const { session } = await server.store.load(`twilio|${from}`, '');
      expect([session?.facts.bloodThinner?.value, session?.facts.age?.value]).to.deep.equal(['yes', 'over-50']);
    });
  }

  it('answers a picture, a place and nothing at all', async () => {
    const sendings: Record<string, string>[] = [
      { NumMedia: '1', MediaUrl0: 'https://api.twilio.com/x' },
      { Latitude: '34.1', Longitude: '-118.4' },
      {},
    ];
    for (const more of sendings) {
      const { text } = await say(somebody(), '', more);
      expect(text).to.contain('only read text');
    }
    const { text, question } = await say(somebody(), 'my head hurts', { NumMedia: '1' });
    expect(text).to.contain("can't open pictures");
    expect(question).to.equal('red-flags');
  });

  it('HELP and AYUDA get a person and the emergency number, and the open question again', async () => {
    const from = somebody();
    await say(from, 'my head hurts');
    const { text, question } = await say(from, 'AYUDA');
    expect(text).to.contain('(310) 555-0134').and.contain('911');
    expect(question).to.equal('red-flags');
  });

  it('START begins', async () => expect((await say(somebody(), 'START')).question).to.equal('red-flags'));

  it('begins anew after twelve hours, and goes on with the last one if the patient wants to', async () => {
    const from = somebody();
    await say(from, 'my head hurts');
    const { question: open } = await say(from, 'none');
    hours = 13;
    const anew = await say(from, 'my head hurts');
    expect(anew.question).to.equal('red-flags');
    expect(anew.text).to.contain('911').and.contain('Go on with the last one');
    const resumed = await say(from, 'go on with the last one');
    expect(resumed.question).to.equal(open);
    hours = 0;
  });

  it('an emergency is said first, also in the first message', async () => {
    const { text } = await say(somebody(), "I can't move my left arm and my face droops");
    expect(text).to.match(/^Call 911 now/);
  });
});
