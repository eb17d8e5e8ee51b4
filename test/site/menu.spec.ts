import { readFile } from 'node:fs/promises';
import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../support/browser.ts';
import { PanelDriver } from '../support/panel-driver.ts';
import { type Site, site } from './support/site.ts';
import { focused, PHONE, tabTo, visit } from './support/visit.ts';

describe('what a patient can do with the conversation', () => {
  let browser: Browser;
  let clinic: Site;
  let page: Page;
  let faults: string[];
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
    clinic.line.conversations.clear();
    ({ page, faults } = await visit(browser, `${clinic.url}/chat?lang=en`, { ...PHONE, acceptDownloads: true }));
    driver = await PanelDriver.attach(page, 'touch');
    await driver.tap('Check my symptoms');
  });
  afterEach(async () => {
    await page.context().close();
    expect(faults, 'policy broken, origin left, or an error thrown').to.deep.equal([]);
  });

  async function finish(severity: string) {
    await driver.pick(['None of these']);
    await driver.tap('Spinal tap (lumbar puncture)');
    await driver.tap(severity);
    await driver.tap('Today');
  }

  it('changes an answer from the summary, and the result follows', async () => {
    await finish('5');
    expect(await driver.level()).to.equal('book');
    const said = await driver.count();
    await page.getByRole('button', { name: 'Change: Worst pain today' }).tap();
    await page.locator('article[data-live=true][data-question=severity]').waitFor();
    expect(clinic.line.received.at(-1)!.channelData.picked).to.deep.equal({ question: 'change', options: ['severity'] });
    expect(await page.locator('[data-from=patient]').nth(said).innerText()).to.match(/Change: Worst pain today/);
    await driver.tap('9');
    await driver.tap('Today');
    expect(await driver.level()).to.equal('same-day');
    expect(await page.locator('[data-change]').count(), 'only the latest summary can be changed').to.equal(1);
  });

  it('saves the result and the answers as a text, and prints nothing but them', async () => {
    await finish('8');
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Save' }).tap()]);
    expect(file.suggestedFilename()).to.equal('headache-check.txt');
    const text = await readFile(await file.path(), 'utf8');
    expect(text).to.match(/^Shamloo Spine and Pain, headache check, /);
    expect(text).to.include('Call us now').and.to.include('Worst pain today: 8 out of 10').and.to.include('+1');
    expect(text).not.to.include('**');

    await page.emulateMedia({ media: 'print' });
    const visible = await page.locator('body').innerText();
    expect(visible).to.include('Call us now').and.to.include('8 out of 10').and.to.include('headache check,');
    expect(visible).not.to.match(/Check my symptoms|Type your message|More|Print/);
    await page.emulateMedia({ media: 'screen' });
  });

  it('deletes the conversation when asked twice, in every tab, and begins another', async () => {
    const second = await page.context().newPage();
    await second.goto(`${clinic.url}/chat?lang=en`);
    await (await PanelDriver.attach(second, 'touch')).settled();
    await page.bringToFront();
    await driver.menu('delete');
    expect(clinic.line.conversations.size).to.equal(1);
    const [id] = clinic.line.conversations.keys();
    await page.locator('[data-menu=sure]').tap();
    await page.getByRole('status').filter({ hasText: 'deleted' }).waitFor();
    await driver.settled();
    for (const tab of [page, second]) {
      await tab.getByRole('button', { name: 'Check my symptoms' }).waitFor();
      expect(await tab.locator('[data-from=patient]').count()).to.equal(0);
    }
    expect(clinic.line.conversations.has(id!)).to.equal(false);
    expect(await page.evaluate("document.activeElement.closest('article') !== null"), 'the focus is on what comes next').to.equal(true);
    expect(clinic.line.conversations.size, 'both tabs are in the one new conversation').to.equal(1);
    await driver.tap('Check my symptoms');
    await second.locator('article[data-live=true][data-question=red-flags]').waitFor();
  });

  it('says so when it could not be deleted, and keeps it', async () => {
    await page.context().setOffline(true);
    await driver.menu('delete');
    await page.locator('[data-menu=sure]').tap();
    await page.getByRole('status').filter({ hasText: 'could not be deleted' }).waitFor();
    await page.context().setOffline(false);
    expect(await driver.question()).to.equal('red-flags');
    expect(clinic.line.conversations.size).to.be.greaterThan(0);
  });

  it('keeps the text size that was chosen', async () => {
    const size = () => page.evaluate("getComputedStyle(document.querySelector('article')).fontSize");
    expect(await size()).to.equal('16px');
    await driver.menu();
    await page.getByLabel('Larger').tap();
    expect(await size()).to.equal('24px');
    await page.reload();
    await PanelDriver.attach(page, 'touch');
    expect(await size()).to.equal('24px');
  });

  it('goes in and out of the menu by keyboard', async () => {
    const frame = page.mainFrame();
    await tabTo(page, frame, 'More');
    await page.keyboard.press('Enter');
    await page.locator('#menu:focus').waitFor();
    await tabTo(page, frame, 'Normal');
    await page.keyboard.press('ArrowRight');
    expect(await focused(frame)).to.equal('Large');
    await tabTo(page, frame, 'Delete my conversation');
    await page.keyboard.press('Enter');
    expect(await focused(frame)).to.match(/^Delete everything/);
    await page.keyboard.press('Escape');
    await page.locator('[data-more]:focus').waitFor();
    expect(await driver.question()).to.equal('red-flags');
  });
});
