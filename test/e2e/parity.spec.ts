import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { channelDoor } from '../eval/patient.ts';
import { runVignette } from '../eval/vignettes.ts';
import { type BotProcess, startBot } from '../support/bot-process.ts';
import { BotConnector } from '../support/connector.ts';
import { pageDoor, patients } from './support/patients.ts';

describe('the same patients through both doors', function () {
  this.timeout(120_000);
  let bot: BotProcess;
  let connector: BotConnector;

  before(async () => {
    bot = await startBot();
    connector = await BotConnector.start({ endpoint: `${bot.base}/api/messages`, channelId: 'directline', timeoutMs: 30_000 });
  });
  after(async () => {
    await connector?.close();
    bot?.stop();
  });

  for (const [index, patient] of patients.entries()) {
    it(`${patient.id} gets the same level, rule and action: ${patient.expect.level}`, async () => {
      const channel = await runVignette(await channelDoor(connector, patient.lang, index), patient);
      const page = await runVignette(await pageDoor(bot.base, patient.lang), patient);
      expect(page).to.deep.equal(channel);
      expect([channel.level, channel.rule]).to.deep.equal([patient.expect.level, patient.expect.rule]);
    });
  }
});
