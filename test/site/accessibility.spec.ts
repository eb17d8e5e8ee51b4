import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../support/browser.ts';
import { PanelDriver } from '../support/panel-driver.ts';
import { type Site, site } from './support/site.ts';
import { brokenRules, PHONE, visit } from './support/visit.ts';

const WORDS = {
  en: {
    path: '/',
    start: 'Check my symptoms',
    none: 'None of these',
    procedure: 'Spinal tap (lumbar puncture)',
    today: 'Today',
    flag: 'Fever or chills',
    pick: 'Pick a day',
  },
  es: {
    path: '/es',
    start: 'Revisar mis síntomas',
    none: 'Ninguna',
    procedure: 'Punción lumbar',
    today: 'Hoy',
    flag: 'Fiebre o escalofríos',
    pick: 'Elegir un día',
  },
};

describe('accessibility', () => {
  let browser: Browser;
  let clinic: Site;
  let page: Page;

  before(async () => {
    [browser, clinic] = await Promise.all([launchBrowser(), site({ demoBanner: true })]);
  });
  after(async () => {
    await browser?.close();
    await clinic?.stop();
  });
  afterEach(() => page.context().close());

  for (const language of ['en', 'es'] as const) {
    const words = WORDS[language];

    it(`breaks no rule of axe in any state (${language})`, async () => {
      ({ page } = await visit(browser, clinic.url + words.path));
      await page.locator('button.open').waitFor();
      const broken: Record<string, string[]> = { closed: await brokenRules(page.mainFrame()) };
      const driver = await PanelDriver.open(page, 'touch');
      const check = async (state: string) => {
        broken[state] = await brokenRules(driver.panel);
      };
      broken.page = await brokenRules(page.mainFrame());
      await check('greeting');
      await driver.tap(words.start);
      await check('many');
      await driver.live().locator('label.check').filter({ hasText: words.none }).tap();
      await check('many, one ticked');
      await driver.live().locator('[data-send]').tap();
      await driver.settled();
      await check('one');
      await driver.tap(words.procedure);
      await check('scale');
      await driver.tap('8');
      await check('date');
      await driver.live().getByRole('button', { name: words.pick }).tap();
      await check('calendar');
      await driver.type(words.today);
      await check('same-day');
      await page.context().setOffline(true);
      await driver.panel.getByRole('status').filter({ hasText: /\w/ }).waitFor();
      await check('offline');
      expect(Object.entries(broken).filter(([, rules]) => rules.length > 0)).to.deep.equal([]);
    });

    it(`breaks no rule of axe with the other results (${language})`, async () => {
      ({ page } = await visit(browser, `${clinic.url}/chat?lang=${language}`));
      const driver = await PanelDriver.attach(page, 'touch');
      const levels: (string | undefined)[] = [];
      await driver.tap(words.start);
      await driver.pick([words.flag]);
      levels.push(await driver.level());
      const broken = await brokenRules(driver.panel);
      for (const severity of ['5', '2']) {
        await page.evaluate('localStorage.clear()');
        await page.reload();
        const again = await PanelDriver.attach(page, 'touch');
        await again.tap(words.start);
        await again.pick([words.none]);
        await again.tap(words.procedure);
        await again.tap(severity);
        await again.tap(words.today);
        levels.push(await again.level());
        broken.push(...(await brokenRules(again.panel)));
      }
      expect(levels).to.deep.equal(['emergency', 'book', 'routine']);
      expect(broken).to.deep.equal([]);
    });
  }

  it('fits 320 pixels and twice the text, and every control is large enough for a thumb', async () => {
    ({ page } = await visit(browser, `${clinic.url}/chat`, { ...PHONE, viewport: { width: 320, height: 640 } }));
    const driver = await PanelDriver.attach(page, 'touch');
    await driver.tap(WORDS.en.start);
    expect(await tooSmall(page)).to.deep.equal([]);
    expect(await overflow(page)).to.equal(0);
    await driver.pick([WORDS.en.none]);
    await driver.tap(WORDS.en.procedure);
    expect(await tooSmall(page)).to.deep.equal([]);
    expect(await overflow(page)).to.equal(0);
    await page.evaluate("document.documentElement.style.fontSize = '200%'");
    expect(await overflow(page)).to.equal(0);
  });

  it('reads to a screen reader as one polite log, with the question as the name of its group', async () => {
    ({ page } = await visit(browser, `${clinic.url}/chat`));
    const driver = await PanelDriver.attach(page, 'touch');
    await driver.tap(WORDS.en.start);
    const tree = await page.locator('body').ariaSnapshot();
    expect(tree).to.match(/region "Emergency call":\s+- link "Emergency\? Call 911"/);
    expect(tree).to.match(/log "Conversation"/);
    expect(tree).to.match(/group "Since this began[^\n]*":/);
    expect(tree).to.match(/checkbox "Fever or chills"/);
    expect(tree).to.match(/textbox "Type your message"/);
    expect(await page.locator('[aria-live]').count()).to.equal(1);
  });
});

/** Names of the controls under 44 px; a link inside a sentence may be smaller. */
function tooSmall(page: Page): Promise<string[]> {
  return page.evaluate(`[...document.querySelectorAll('button, textarea, label.check, .act, .emergency-bar a')]
    .filter((each) => { const { width, height } = each.getBoundingClientRect(); return height < 44 || width < 44; })
    .map((each) => each.textContent)`) as Promise<string[]>;
}

/** Pixels by which anything is wider than the screen. */
function overflow(page: Page): Promise<number> {
  return page.evaluate(
    `Math.max(0, ...[document.documentElement, document.querySelector('[role=log]')].map((each) => each.scrollWidth - each.clientWidth))`,
  ) as Promise<number>;
}
