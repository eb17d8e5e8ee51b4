import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import type { Browser } from 'playwright-core';
import { loadContent } from '../../content/load.ts';
import { nextQuestion } from '../../dialogs/triage/assess.ts';
import { PHONE, visit } from '../site/support/visit.ts';
import { type BotProcess, startBot } from '../support/bot-process.ts';
import { launchBrowser } from '../support/browser.ts';
import { PanelDriver } from '../support/panel-driver.ts';

/** Taps, by question, of a patient with a headache that is worse upright four days after a spinal tap: the ids of the options. */
const TAPS: Record<string, string[]> = {
  'red-flags': ['none'],
  procedure: ['lumbar-puncture'],
  'about-you': ['none'],
  posture: ['worse-upright'],
  location: ['back'],
  usual: ['new'],
  'onset-speed': ['slower'],
  'other-symptoms': ['none'],
  trend: ['same'],
  painkillers: ['some-relief'],
};
const MOST_QUESTIONS = 15;
const { protocol, words } = loadContent();

describe('a triage on the clinic page, with the bot itself', function () {
  this.timeout(120_000);
  let browser: Browser;
  let bot: BotProcess;

  before(async () => {
    [browser, bot] = await Promise.all([launchBrowser(), startBot()]);
  });
  after(async () => {
    await browser?.close();
    bot?.stop();
  });

  it('starts with the warning signs, as the engine does', () => expect(nextQuestion(protocol, {})?.id).to.equal('red-flags'));

  for (const [path, language, complaint] of [
    ['/', 'en', 'my head hurts'],
    ['/es', 'es', 'me duele la cabeza'],
  ] as const) {
    const label = (question: string, option: string) => words[language].get(`questions.${question}.${option}`)!;

    it(`ends with whom to call today (${language})`, async () => {
      const { page, faults } = await visit(browser, bot.base + path, PHONE);
      const driver = await PanelDriver.open(page, 'touch');
      await driver.type(complaint);
      for (let asked = 0; asked < MOST_QUESTIONS && (await driver.level()) === undefined; asked++) {
        const question = await driver.question();
        expect(question, 'a question is open').to.be.a('string');
        const taps = TAPS[question!];
        if (question === 'procedure-date') await driver.type(language === 'es' ? 'hace 4 días' : '4 days ago');
        else if (question === 'severity') await driver.tap('6');
        else if (question === 'onset') await driver.type(language === 'es' ? 'hace 3 días' : '3 days ago');
        else if (protocol.questions.find(({ id }) => id === question)?.kind === 'many')
          await driver.pick(taps!.map((id) => label(question!, id)));
        else await driver.tap(label(question!, taps![0]!));
      }
      expect(await driver.level()).to.equal('same-day');
      expect(await driver.rule()).to.equal('S03');
      expect(await driver.panel.locator('article[data-level=same-day] a[href^="tel:"]').count()).to.be.greaterThan(0);
      expect(faults).to.deep.equal([]);
      await page.context().close();
    });

    it(`goes on after a reload in the middle (${language})`, async () => {
      const { page } = await visit(browser, bot.base + path, PHONE);
      const driver = await PanelDriver.open(page, 'touch');
      await driver.type(complaint);
      await driver.pick([label('red-flags', 'none')]);
      expect(await driver.question()).to.equal('procedure');
      await page.reload();
      const again = await PanelDriver.open(page, 'touch');
      expect(await again.question()).to.equal('procedure');
      await again.tap(label('procedure', 'none'));
      expect(await again.question()).to.equal('about-you');
      await page.context().close();
    });

    it(`shows an emergency at once, with a call button (${language})`, async () => {
      const { page } = await visit(browser, bot.base + path, PHONE);
      const driver = await PanelDriver.open(page, 'touch');
      await driver.type(language === 'es' ? 'no puedo orinar y tengo las piernas dormidas' : "I can't pee and my legs are numb");
      expect(await driver.level()).to.equal('emergency');
      expect(await driver.panel.locator('article[data-level=emergency] a[href="tel:911"]').count()).to.equal(1);
      await page.context().close();
    });
  }
});
