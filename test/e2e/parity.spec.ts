import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { DirectLineClient } from '../bot/support/direct-line-client.ts';
import { channelDoor, type Door, heard } from '../eval/patient.ts';
import { runVignette, type Vignette } from '../eval/vignettes.ts';
import { type BotProcess, startBot } from '../support/bot-process.ts';
import { BotConnector } from '../support/connector.ts';

const patients = readFileSync(new URL('../cases/vignettes.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Vignette);

/** Through the clinic's page: the answers are what the history holds after the message. */
async function pageDoor(base: string, language: string): Promise<Door> {
  const client = await new DirectLineClient(base).start({ locale: language === 'es' ? 'es-US' : 'en-US' });
  return {
    async say(text) {
      const { watermark } = await client.read();
      const { status, body } = await client.say(text, { locale: language });
      expect(status).to.equal(200);
      const { activities } = await client.read(watermark);
      return heard(activities.filter(({ replyToId }) => replyToId === body.id));
    },
  };
}

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
