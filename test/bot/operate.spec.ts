import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { type BotProcess, startBot } from '../support/bot-process.ts';
import { sharedPostgres } from '../support/postgres-server.ts';
import { DirectLineClient } from './support/direct-line-client.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const [FIRST, SECOND] = ['the first key, which is long enough', 'the second key, which is long enough'];

/** What docs/operations.md tells the operator to do, done in that order on a bot that runs. */
describe('operating the bot', () => {
  const folder = mkdtempSync(join(tmpdir(), 'operate-'));
  const backup = join(folder, 'bot.ndjson.gz');
  let env: Record<string, string>;
  let bot: BotProcess;
  let [gone, stays]: DirectLineClient[] = [];

  function run(command: string, args: string[] = [], more: Record<string, string> = {}) {
    const options = { cwd: ROOT, encoding: 'utf8' as const, env: { ...process.env, ...env, ...more } };
    const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', `bot/operate/${command}.ts`, ...args], options);
    return { status, stdout, stderr };
  }
  async function restart(): Promise<void> {
    bot.stop('SIGTERM');
    await bot.exited;
    bot = await startBot({ ...env, PORT: String(bot.port) });
  }
  const texts = async (patient: DirectLineClient) => (await patient.read()).activities?.map(({ text }) => text);

  before(async () => {
    env = { STORE_URL: `sqlite:${join(folder, 'bot.db')}`, DATA_KEY: FIRST };
    bot = await startBot(env);
    gone = await new DirectLineClient(bot.base).start();
    stays = await new DirectLineClient(bot.base).start();
    for (const patient of [gone, stays]) await patient.say('my canary headache is worse upright');
  });
  after(() => bot.stop('SIGKILL'));

  it('backs up while it runs: sealed, and never over another backup', () => {
    const made = run('backup', [backup]);
    expect(made.status, made.stderr).to.equal(0);
    const lines = gunzipSync(readFileSync(backup)).toString();
    expect(lines.split('\n').length).to.be.greaterThan(8);
    expect(lines).to.not.match(/canary|upright|directline/);
    expect(run('backup', [backup]).status).to.equal(1);
  });

  it('erases whom it is told to, beside the running bot, and says when there is nobody', async () => {
    const said = run('erase', [gone!.conversationId]);
    expect(said).to.deep.include({ status: 0, stdout: `erased one conversation under ${gone!.conversationId}\n` });
    expect((await gone!.call('GET', `/conversations/${gone!.conversationId}/activities`)).status).to.equal(404);
    expect(await texts(stays!)).to.have.length.greaterThan(1);
    expect(run('erase', ['+13105550199'])).to.deep.include({ status: 1, stdout: 'no conversation under +13105550199\n' });
    expect(run('erase').stderr).to.match(/^Say whose conversation/);
  });

  it('shows in the audit what was done, by whom', () => {
    const { status, stdout } = run('audit');
    writeFileSync(join(folder, 'audit.txt'), stdout);
    const entries = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(status).to.equal(0);
    expect(entries.map(({ action }) => action)).to.deep.equal(['content', 'export', 'erase']);
    expect(entries[2].actor).to.be.a('string').and.not.equal('');
    expect(stdout).to.not.include(gone!.conversationId);
  });

  it('restores into another engine: what was erased since stays so, the page goes on with its token', async () => {
    const before = await texts(stays!);
    env = { ...env, STORE_URL: await (await sharedPostgres()).database() };
    const restored = run('restore', [backup, join(folder, 'audit.txt')]);
    expect(restored.status, restored.stderr).to.equal(0);
    expect(restored.stdout).to.match(/1 conversations that were erased stay so/);
    expect(run('restore', [backup]).stderr).to.match(/not empty/);
    await restart();
    expect(await texts(stays!)).to.deep.equal(before);
    expect((await stays!.say('and more')).status).to.equal(200);
    expect((await gone!.call('GET', `/conversations/${gone!.conversationId}/activities`)).status).to.equal(404);
  });

  it('prints what no topic answered, like beside like, the most asked first', async () => {
    for (const text of [
      'who won the lakers game?',
      'can you fix the broken screen of my phone?',
      'my phone has a broken screen, can you fix it?',
    ])
      expect((await stays!.say(text)).status).to.equal(200);
    const { status, stdout, stderr } = run('questions');
    expect(status, stderr).to.equal(0);
    const [summary, , first, ...rest] = stdout.trim().split('\n');
    expect(summary).to.equal('3 questions without an answer, 2 when alike are put together');
    expect(first).to.match(/^2 x /);
    expect(rest.slice(0, 2).join()).to.match(/ en {2}can you fix .* en {2}my phone has /);
    expect(rest.at(-1)).to.match(/who won the lakers game\?$/);
  });

  it('changes the key with no conversation and no token lost; the key before opens nothing any more', async () => {
    expect(run('rotate').stderr).to.match(/^Set DATA_KEY to the new key/);
    const before = await texts(stays!);
    env = { ...env, DATA_KEY: SECOND, DATA_KEY_OLD: FIRST };
    await restart();
    const later = await new DirectLineClient(bot.base).start();
    const rotated = run('rotate');
    expect(rotated.status, rotated.stderr).to.equal(0);
    expect(rotated.stdout).to.match(/^1 conversations are under the new key/);
    env = { ...env, DATA_KEY_OLD: '' };
    await restart();
    expect(await texts(stays!)).to.deep.equal(before);
    expect(await texts(later)).to.have.length(1);
    const old = run('audit', [], { DATA_KEY: FIRST });
    expect(old.status).to.equal(1);
    expect(old.stderr).to.match(/DATA_KEY is not the key/);
  });

  it('has an unbroken audit of all that', () => {
    const { status, stdout } = run('audit');
    expect(status).to.equal(0);
    const actions = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).action);
    expect(actions).to.deep.equal(['content', 'restore', 'rotate']);
  });
});
