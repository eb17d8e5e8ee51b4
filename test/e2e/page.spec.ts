import { expect } from 'chai';
import { after, afterEach, before, describe, it } from 'mocha';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { loadContent } from '../../content/load.ts';
import { nextQuestion } from '../../dialogs/triage/assess.ts';
import { PHONE, type Visit, visit } from '../site/support/visit.ts';
import { type BotProcess, startBot } from '../support/bot-process.ts';
import { launchBrowser } from '../support/browser.ts';
import { PanelDriver } from '../support/panel-driver.ts';
import { PanelPatient } from '../support/panel-patient.ts';

const TODAY = { level: 'same-day', rule: 'S03' };

describe('a triage on the clinic page, with the bot itself', function () {
  this.timeout(120_000);
  let browser: Browser;
  let bot: BotProcess;
  let made: Visit;

  before(async () => {
    [browser, bot] = await Promise.all([launchBrowser(), startBot()]);
  });
  after(async () => {
    await browser?.close();
    bot?.stop();
  });
  afterEach(async () => {
    await made?.page.context().close();
    expect(made?.faults ?? [], 'policy broken, origin left, or an error thrown').to.deep.equal([]);
  });

  it('starts with the warning signs, as the engine does', () => expect(nextQuestion(loadContent().protocol, {})?.id).to.equal('red-flags'));

  async function open(path: string, language: 'en' | 'es', options: BrowserContextOptions = PHONE) {
    made = await visit(browser, bot.base + path, options);
    return new PanelPatient(await PanelDriver.open(made.page, 'touch'), language);
  }

  for (const [path, language] of [
    ['/', 'en'],
    ['/es', 'es'],
  ] as const) {
    it(`ends with whom to call today, and without a shift of what is on the screen (${language})`, async () => {
      const patient = await open(path, language);
      await patient.driver.panel.evaluate(WATCH_SHIFTS);
      await patient.complain();
      expect(await patient.finish()).to.deep.equal(TODAY);
      const { panel } = patient.driver;
      expect(await panel.locator('article[data-level=same-day] a[href^="tel:"]').count()).to.be.greaterThan(0);
      expect(await panel.evaluate('globalThis.shifted'), 'cumulative layout shift').to.be.below(0.01);
    });

    it(`goes on after a reload in the middle, and changes an answer of before it (${language})`, async () => {
      const patient = await open(path, language);
      await patient.complain();
      await patient.answer();
      await patient.answer();
      expect(await patient.driver.question()).to.equal('procedure-date');
      await made.page.reload();
      const again = new PanelPatient(await PanelDriver.open(made.page, 'touch'), language);
      expect(await again.driver.question()).to.equal('procedure-date');
      expect(await again.finish()).to.deep.equal(TODAY);
      await again.driver.panel.locator('[data-change=severity]').tap();
      await again.driver.panel.locator('article[data-live=true][data-question=severity]').waitFor();
      await again.driver.tap('5');
      const severity = await again.driver.panel.locator('.lines div').filter({ hasText: '5' }).last().innerText();
      expect(severity).to.match(/5 (out of|de) 10/);
    });

    it(`shows an emergency at once, with a call button (${language})`, async () => {
      const { driver } = await open(path, language);
      await driver.type(language === 'es' ? 'no puedo orinar y tengo las piernas dormidas' : "I can't pee and my legs are numb");
      expect(await driver.level()).to.equal('emergency');
      expect(await driver.panel.locator('article[data-level=emergency] a[href="tel:911"]').count()).to.equal(1);
    });
  }

  it('deletes the conversation at the bot: neither the old token nor a reload finds it again', async () => {
    const patient = await open('/', 'en');
    await patient.complain();
    const { panel } = patient.driver;
    const ticket = JSON.parse((await panel.evaluate("localStorage.getItem('clinic-chat.ticket')")) as string);
    await patient.driver.menu('delete');
    await panel.locator('[data-menu=sure]').tap();
    await panel.getByRole('status').filter({ hasText: 'deleted' }).waitFor();
    await patient.driver.settled();
    const gone = await fetch(`${bot.base}/v3/directline/conversations/${ticket.conversationId}/activities`, {
      headers: { authorization: `Bearer ${ticket.token}` },
    });
    expect(gone.status).to.equal(404);
    await made.page.reload();
    const again = await PanelDriver.open(made.page, 'touch');
    expect(await again.count()).to.equal(0);
  });

  it('fits a phone on its side and one whose keyboard is up', async () => {
    for (const [width, height, room] of [
      [844, 390, 0.55],
      [667, 375, 0.55],
      [390, 430, 0.4],
      [320, 568, 0.4],
    ] as const) {
      const viewport = { width, height };
      const { driver } = await open('/', 'en', { ...PHONE, viewport });
      await driver.tap('Check my symptoms');
      const log = (await driver.log.boundingBox())!;
      expect(log.height, `room for the conversation in ${width}×${height}`).to.be.at.least(height * room);
      for (const part of ['.emergency-bar a', 'textarea', '[data-more]']) {
        const { y, height } = (await driver.panel.locator(part).boundingBox())!;
        expect(y + height, part).to.be.at.most(viewport.height);
      }
      await made.page.context().close();
    }
  });
});

/** What moved without the patient's doing, after the first paint. */
const WATCH_SHIFTS = `globalThis.shifted = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) globalThis.shifted += entry.value;
}).observe({ type: 'layout-shift', buffered: true });`;
