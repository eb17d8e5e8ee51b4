import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { converse } from '../../dialogs/converse.ts';
import { startServer, type TestServer } from '../bot/support/start-server.ts';
import { channelDoor, type Door, heard } from '../eval/patient.ts';
import { runVignette, type Vignette } from '../eval/vignettes.ts';
import type { BotConnector } from '../support/connector.ts';
import { TwilioStandIn } from '../support/twilio-stand-in.ts';
import { morePatients, pageDoor, patients } from './support/patients.ts';

const PUBLIC = 'https://bot.clinic.test';

describe('the same patients through every door', function () {
  this.timeout(180_000);
  let server: TestServer;
  let twilio: TwilioStandIn;
  let teams: BotConnector;
  let sms: BotConnector;

  before(async () => {
    twilio = await TwilioStandIn.start();
    server = await startServer({ converse, env: twilio.env(PUBLIC) });
    teams = await server.connector({ channelId: 'msteams', timeoutMs: 30_000 });
    sms = await server.connector({ channelId: 'sms', timeoutMs: 30_000 });
  });
  after(async () => {
    await server.close();
    twilio.close();
  });

  /** By text message: what the patient reads is what was sent; the reports of those texts are in the store. */
  function twilioDoor(index: number): Door {
    const from = `+1424555${String(index).padStart(4, '0')}`;
    return {
      async say(text) {
        const params = twilio.message(from, text);
        const { status } = await twilio.deliver({ base: server.base, publicUrl: PUBLIC }, params);
        expect(status).to.equal(200);
        const { activities } = (await server.store.since(`twilio|${from}`, 0))!;
        const replies = activities.filter((activity) => 'replyToId' in activity && activity.replyToId === params.MessageSid);
        const all = activities.filter((activity) => 'replyToId' in activity).map((activity) => activity.text);
        await twilio.until(() => twilio.to(from).length >= all.length);
        expect(twilio.to(from)).to.deep.equal(all);
        return heard(replies);
      },
    };
  }

  /** What the page says to the patient, once every other door has said the same, question by question. */
  async function everywhere(patient: Vignette, index: number) {
    const page = await runVignette(await pageDoor(server.base, patient.lang), patient);
    const others = {
      teams: await runVignette(await channelDoor(teams, patient.lang, index), patient),
      sms: await runVignette(await channelDoor(sms, patient.lang, index), patient),
      twilio: await runVignette(twilioDoor(index), patient),
    };
    expect(others).to.deep.equal({ teams: page, sms: page, twilio: page });
    return page;
  }

  for (const [index, patient] of patients.entries()) {
    it(`${patient.id} gets the same level, rule and action: ${patient.expect.level}`, async () => {
      const { level, rule } = await everywhere(patient, index);
      expect([level, rule]).to.deep.equal([patient.expect.level, patient.expect.rule]);
    });
  }
  for (const [index, patient] of morePatients.entries()) {
    it(`${patient.id} gets the same level, rule and action`, async () => {
      const { level, rule, action } = await everywhere(patient, patients.length + index);
      expect(level).to.be.oneOf(['emergency', 'same-day', 'book', 'routine']);
      expect([rule, action], 'rule and action').to.not.include(undefined);
    });
  }

  it('nothing that was sent broke a rule of Twilio', () => {
    expect(twilio.complaints).to.deep.equal([]);
    expect(twilio.sent.length).to.be.greaterThan(patients.length);
    expect(Math.max(...twilio.sent.map(({ body }) => body.length))).to.be.at.most(1_600);
  });
});
