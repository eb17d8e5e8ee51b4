import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { type BotProcess, freePort, startBot } from '../../support/bot-process.ts';
import { BotConnector } from '../../support/connector.ts';
import { PostgresServer } from '../../support/postgres-server.ts';
import { DirectLineClient } from '../support/direct-line-client.ts';
import { beginTriages, onAChannel, onThePage, type Patient, talk } from './support/ledger.ts';

const PATIENTS = 16;
const pause = (ms: number) =>
  new Promise<void>((done) => {
    setTimeout(done, ms);
  });

/** Every message goes to both at once; a test is what happens meanwhile. */
describe('two processes on one PostgreSQL under load', function () {
  this.timeout(400_000);
  let postgres: PostgresServer;
  let connector: BotConnector;
  let env: Record<string, string>;
  const bots: BotProcess[] = [];
  let patients: Patient[];

  before(async () => {
    postgres = await PostgresServer.start();
    env = { STORE_URL: await postgres.database(), DATA_KEY: 'a key that is long enough for a test', OUTBOUND_SECONDS: '2' };
    bots.push(
      ...(await Promise.all([startBot({ ...env, PORT: String(await freePort()) }), startBot({ ...env, PORT: String(await freePort()) })])),
    );
    connector = await BotConnector.start({ endpoint: `${bots[0]!.base}/api/messages`, timeoutMs: 60_000 });
    const bases = () => bots.map(({ base }) => base);
    const make = (index: number) =>
      index % 2 ? onThePage(bases) : Promise.resolve(onAChannel(connector, connector.conversation(), bases));
    patients = await Promise.all(Array.from({ length: PATIENTS }, (_, index) => make(index)));
    await beginTriages(patients);
  });
  after(async () => {
    for (const bot of bots) bot.stop('SIGKILL');
    await connector?.close();
    await postgres?.remove();
  });

  async function check(): Promise<void> {
    for (const patient of patients) await patient.check();
    const mute = bots.filter(({ log }) => /unhandled|uncaught/i.test(log.join('')));
    expect(mute).to.deep.equal([]);
  }

  it('answer once what is sent to both, also when many speak in one conversation', async () => {
    await talk(patients, 3, async () => {
      const conversation = connector.conversation();
      const one = onAChannel(connector, conversation, () => bots.map(({ base }) => base));
      await Promise.all(Array.from({ length: 12 }, (_, index) => one.say(`together ${index}`)));
      patients.push(one);
    });
    await check();
  });

  it('tell a page at one of them what was said through the other', async () => {
    const [here, there] = bots.map(({ base }) => base) as [string, string];
    const patient = await new DirectLineClient(here).start();
    const tab = await patient.listen();
    await tab.until(1);
    const other = Object.assign(new DirectLineClient(there), { token: patient.token, conversationId: patient.conversationId });
    await other.say('said at the other');
    await tab.until(3);
    tab.close();
    expect(tab.texts).to.include('said at the other');
  });

  it('one is killed, and the other goes on for both', async () => {
    await talk(patients, 6, async () => {
      await pause(300);
      bots[0]!.stop('SIGKILL');
      await bots[0]!.exited;
      await pause(500);
      bots[0] = await startBot({ ...env, PORT: String(bots[0]!.port) });
    });
    await check();
  });

  it('every connection to the database is cut', async () => {
    await talk(patients, 4, async () => {
      for (let cut = 0; cut < 3; cut++) {
        await pause(200);
        await postgres.query("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'headache-triage-bot'");
      }
    });
    await check();
  });

  it('the database is killed and started again', async () => {
    await talk(patients, 4, async () => {
      await pause(300);
      await postgres.stop('SIGKILL');
      await pause(500);
      await postgres.run();
    });
    await check();
  });

  it('the database stands still for ten seconds', async () => {
    await talk(patients, 4, async () => {
      await pause(300);
      // Every process of it: the one that listens hands connections to others.
      const workers = (await postgres.query('select pid from pg_stat_activity where pid <> pg_backend_pid()')).map(({ pid }) =>
        Number(pid),
      );
      const all = [postgres.pid, ...workers];
      signal(all, 'SIGSTOP');
      await pause(10_000);
      signal(all, 'SIGCONT');
    });
    await check();
  });
});

function signal(pids: number[], name: NodeJS.Signals): void {
  for (const pid of pids) {
    try {
      process.kill(pid, name);
    } catch {
      // It is gone already.
    }
  }
}
