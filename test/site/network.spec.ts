import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../support/browser.ts';
import { PanelDriver } from '../support/panel-driver.ts';
import { type Site, site } from './support/site.ts';
import { PHONE, visit } from './support/visit.ts';

describe('the panel on a bad network', () => {
  let browser: Browser;
  let clinic: Site;
  let page: Page;
  let driver: PanelDriver;

  before(async () => {
    [browser, clinic] = await Promise.all([launchBrowser(), site()]);
  });
  after(async () => {
    await browser?.close();
    await clinic?.stop();
  });
  beforeEach(async () => {
    clinic.line.received.length = 0;
    ({ page } = await visit(browser, `${clinic.url}/chat?lang=en`, PHONE));
    driver = await PanelDriver.attach(page, 'touch');
    await driver.tap('Check my symptoms');
  });
  afterEach(() => page.context().close());

  const texts = () => clinic.line.received.map(({ text }) => text);
  const bubbles = (text: string) => page.locator('[data-from=patient]').filter({ hasText: text }).count();

  it('goes on after a reload', async () => {
    await driver.pick(['None of these']);
    await page.reload();
    driver = await PanelDriver.attach(page, 'touch');
    expect(await driver.question()).to.equal('procedure');
    expect(await bubbles('Check my symptoms')).to.equal(1);
    await driver.tap('Spinal tap (lumbar puncture)');
    expect(await driver.question()).to.equal('severity');
  });

  it('can be read and answered before the bot is reached', async () => {
    await page.evaluate('localStorage.clear()');
    await page.route('**/v3/**', (route) => route.abort());
    await page.reload();
    await page.getByText("I can't diagnose you").waitFor();
    clinic.line.received.length = 0;
    await page.getByRole('button', { name: 'Check my symptoms' }).tap();
    await page.unroute('**/v3/**');
    await page.locator('article[data-live=true][data-question=red-flags]').waitFor();
    expect(texts()).to.deep.equal(['Check my symptoms']);
    expect(await page.getByText("I can't diagnose you").count()).to.equal(1);
  });

  it('shows one conversation in two tabs', async () => {
    const second = await page.context().newPage();
    await second.goto(`${clinic.url}/chat?lang=en`);
    const other = await PanelDriver.attach(second, 'touch');
    await driver.pick(['None of these']);
    await second.locator('article[data-live=true][data-question=procedure]').waitFor();
    await other.tap('Spinal tap (lumbar puncture)');
    await page.locator('article[data-live=true][data-question=severity]').waitFor();
  });

  it('goes on after the bot was restarted', async () => {
    await clinic.stop();
    await page.getByRole('status').filter({ hasText: 'No connection' }).waitFor();
    await driver.live().locator('label.check').filter({ hasText: 'None of these' }).tap();
    await driver.live().locator('[data-send]').tap();
    await page.getByText('Not sent yet').waitFor();
    await clinic.start();
    await page.locator('article[data-live=true][data-question=procedure]').waitFor();
    expect(texts()).to.deep.equal(['Check my symptoms', 'None of these']);
    expect(await bubbles('None of these')).to.equal(1);
  });

  it('keeps what was written without a network, over a reload of the page, and sends it once', async () => {
    await page.context().setOffline(true);
    await page.getByRole('status').filter({ hasText: 'No connection' }).waitFor();
    await page.locator('textarea').fill('it is worse when I stand');
    await page.locator('.composer button').tap();
    await page.getByText('Not sent yet').waitFor();
    expect(texts()).to.deep.equal(['Check my symptoms']);
    await page.context().setOffline(false);
    await page.reload();
    await page.locator('article[data-live=true][data-question=procedure]').waitFor();
    // The first try may have been on its way while the page was reloaded: the second then has the same id.
    const ids = clinic.line.received
      .filter(({ text }) => text === 'it is worse when I stand')
      .map(({ channelData }) => channelData.clientActivityID);
    expect(new Set(ids).size).to.equal(1);
    expect(await bubbles('it is worse when I stand')).to.equal(1);
    expect(await page.getByText('Not sent yet').count()).to.equal(0);
  });

  it('sends again what the bot could not take', async () => {
    clinic.line.loseRequests = 1;
    await page.locator('textarea').fill('none');
    await page.locator('.composer button').tap();
    await page.locator('article[data-live=true][data-question=procedure]').waitFor();
    const ids = clinic.line.received.slice(1).map(({ channelData }) => channelData.clientActivityID);
    expect(ids).to.deep.equal([ids[0], ids[0]]);
    expect(await bubbles('none')).to.equal(1);
  });

  it('shows a message once whose answer was lost on the way', async () => {
    clinic.line.loseAnswers = 1;
    await page.locator('textarea').fill('none');
    await page.locator('.composer button').tap();
    await page.locator('article[data-live=true][data-question=procedure]').waitFor();
    await driver.tap('Spinal tap (lumbar puncture)');
    expect(await driver.question()).to.equal('severity');
    expect(await bubbles('none')).to.equal(1);
  });

  it('begins anew when its token has expired for good, and loses no message', async () => {
    clinic.line.expireTokens();
    await page.locator('textarea').fill('my head hurts');
    await page.locator('.composer button').tap();
    await page.locator('article[data-live=true][data-question=red-flags]').waitFor();
    expect(texts()).to.deep.equal(['Check my symptoms', 'my head hurts']);
    expect(await bubbles('Check my symptoms')).to.equal(0);
  });

  it('begins anew when the conversation is no longer known', async () => {
    clinic.line.conversations.clear();
    await page.locator('textarea').fill('my head hurts');
    await page.locator('.composer button').tap();
    await page.locator('article[data-live=true][data-question=red-flags]').waitFor();
    expect(texts().at(-1)).to.equal('my head hurts');
  });

  it('works where localStorage is forbidden', async () => {
    await page.addInitScript("Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } })");
    await page.goto(`${clinic.url}/chat?lang=en`);
    driver = await PanelDriver.attach(page, 'touch');
    await driver.tap('Check my symptoms');
    expect(await driver.question()).to.equal('red-flags');
  });
});
