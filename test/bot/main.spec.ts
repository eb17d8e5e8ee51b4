import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { afterEach, describe, it } from 'mocha';
import { BOT_FILE } from '../../bot/bundle.ts';
import { type BotProcess, startBot } from '../support/bot-process.ts';
import { DirectLineClient } from './support/direct-line-client.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

describe('main', () => {
  let bot: BotProcess | undefined;
  afterEach(() => bot?.stop('SIGKILL'));

  it('says where it listens, ends on SIGTERM, and goes on with the same conversations and tokens after it', async () => {
    bot = await startBot({ LOG_LEVEL: 'info' });
    const patient = await new DirectLineClient(bot.base).start();
    await patient.say('hello there');
    const { activities } = await patient.read();
    expect(bot.log.join('')).to.include(`"url":"${bot.base}/"`);
    bot.stop('SIGTERM');
    expect(await bot.exited).to.equal(0);
    bot = await startBot({ PORT: String(bot.port), STORE_URL: `sqlite:${bot.data}/bot.db` });
    expect((await patient.read()).activities).to.deep.equal(activities);
    expect((await patient.say('and again')).status).to.equal(200);
  });

  const wrong: [name: string, env: Record<string, string>, says: RegExp][] = [
    ['a setting that is wrong', { STORE_URL: 'mysql://db' }, /^STORE_URL must be sqlite:… or postgres:/],
    ['real patients in reach of unsigned rules', { HOST: '0.0.0.0' }, /DATA_KEY must be set/],
  ];
  for (const [name, env, says] of wrong) {
    it(`does not start with ${name}, and says what to do without a stack`, () => {
      const { status, stderr } = spawnSync(process.execPath, [BOT_FILE], {
        cwd: ROOT,
        env: { ...process.env, PORT: '0', DATA_KEY: '', ALLOW_UNSIGNED_CONTENT: '', ...env },
        encoding: 'utf8',
      });
      expect(status).to.equal(1);
      expect(stderr)
        .to.match(says)
        .and.not.match(/^\s+at /m);
    });
  }
});
