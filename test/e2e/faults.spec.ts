import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import type { Browser } from 'playwright-core';
import { PHONE, visit } from '../site/support/visit.ts';
import { badLine } from '../support/bad-line.ts';
import { type BotProcess, freePort, startBot } from '../support/bot-process.ts';
import { launchBrowser } from '../support/browser.ts';
import { PanelDriver } from '../support/panel-driver.ts';
import { PanelPatient } from '../support/panel-patient.ts';

const TODAY = { level: 'same-day', rule: 'S03' };
const DEAD_FOR = 30_000;

describe('a triage on the clinic page survives', function () {
  this.timeout(180_000);
  let browser: Browser;
  let dead: Promise<void>;
  const bots: BotProcess[] = [];

  before(async () => {
    browser = await launchBrowser();
    // Side by side: the long wait of this one is the time of the other.
    dead = deadLine();
    dead.catch(() => {});
  });
  after(async () => {
    await browser?.close();
    for (const bot of bots) bot.stop('SIGKILL');
  });

  async function start(env: Record<string, string> = {}) {
    const bot = await startBot(env);
    bots.push(bot);
    return bot;
  }
  async function begin(base: string) {
    const { page } = await visit(browser, base, PHONE);
    const patient = new PanelPatient(await PanelDriver.open(page, 'touch'), 'en');
    await patient.complain();
    await patient.answer();
    return patient;
  }
  const times = (patient: PanelPatient, text: string) =>
    patient.driver.panel.locator('[data-from=patient]').filter({ hasText: text }).count();

  async function killed() {
    const PORT = String(await freePort());
    const bot = await start({ PORT });
    const patient = await begin(bot.base);
    const { panel } = patient.driver;
    bot.stop('SIGKILL');
    await bot.exited;
    const label = patient.label('procedure', 'lumbar-puncture');
    await panel.getByRole('button', { name: label }).tap();
    await panel.getByText('Not sent yet').waitFor();
    expect(await panel.locator('.emergency-bar a').isVisible()).to.equal(true);
    await start({ PORT, STORE_URL: `sqlite:${bot.data}/bot.db` });
    await panel.locator('article[data-live=true][data-question=procedure-date]').waitFor({ timeout: 60_000 });
    expect(await times(patient, label)).to.equal(1);
    expect(await patient.finish()).to.deep.equal(TODAY);
  }

  async function deadLine() {
    const bot = await start();
    const line = await badLine(bot.port);
    const patient = await begin(line.base);
    const { panel, page } = patient.driver;
    line.die();
    const back = Date.now() + DEAD_FOR;
    const label = patient.label('procedure', 'lumbar-puncture');
    await panel.getByRole('button', { name: label }).tap();
    await panel.getByRole('status').filter({ hasText: 'No connection' }).waitFor({ timeout: DEAD_FOR });
    await page.waitForTimeout(back - Date.now());
    line.revive();
    await panel.locator('article[data-live=true][data-question=procedure-date]').waitFor({ timeout: 60_000 });
    expect(await times(patient, label)).to.equal(1);
    expect(await patient.finish()).to.deep.equal(TODAY);
    line.close();
  }

  it('a bot that is killed in the middle of it', killed);
  it(`a line that is dead for ${DEAD_FOR / 1000} seconds, with nobody told`, () => dead);
});
