import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { type BotProcess, freePort, startBot } from '../../support/bot-process.ts';
import { BotConnector } from '../../support/connector.ts';
import { beginTriages, onAChannel, onThePage, type Patient, talk } from './support/ledger.ts';

const LONG = process.env.TEST_LONG === '1';
const PATIENTS = 24;
const KILLS = LONG ? 50 : 5;

describe('one process under load', function () {
  this.timeout(LONG ? 1_800_000 : 400_000);
  let bot: BotProcess;
  let connector: BotConnector;
  let env: Record<string, string>;
  let patients: Patient[];

  before(async () => {
    const PORT = String(await freePort());
    bot = await startBot({ PORT, OUTBOUND_SECONDS: '2' });
    env = { PORT, OUTBOUND_SECONDS: '2', STORE_URL: `sqlite:${bot.data}/bot.db` };
    connector = await BotConnector.start({ endpoint: `${bot.base}/api/messages`, timeoutMs: 60_000 });
    const bases = [bot.base, bot.base];
    const make = (index: number) =>
      index % 2 ? onThePage(() => bases) : Promise.resolve(onAChannel(connector, connector.conversation(), () => bases));
    patients = await Promise.all(Array.from({ length: PATIENTS }, (_, index) => make(index)));
    await beginTriages(patients);
  });
  after(async () => {
    bot?.stop('SIGKILL');
    await connector?.close();
  });

  it(`killed ${KILLS} times at random moments, it loses nothing that it acknowledged and says nothing two ways`, async () => {
    let kills = 0;
    await talk(patients, 3 * KILLS, async () => {
      while (kills < KILLS) {
        await new Promise((done) => setTimeout(done, 100 + Math.random() * 500));
        bot.stop('SIGKILL');
        await bot.exited;
        kills++;
        bot = await startBot(env);
      }
    });
    for (const patient of patients) await patient.check();
    expect(kills).to.equal(KILLS);
  });

  it('told to end, it finishes what it began: no turn is lost and the next process goes on', async () => {
    const codes: (number | null)[] = [];
    await talk(patients, 4, async () => {
      await new Promise((done) => setTimeout(done, 400));
      bot.stop('SIGTERM');
      codes.push(await bot.exited);
      bot = await startBot(env);
    });
    for (const patient of patients) await patient.check();
    expect(codes).to.deep.equal([0]);
  });
});
