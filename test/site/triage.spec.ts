import { expect } from 'chai';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../support/browser.ts';
import { PanelDriver } from '../support/panel-driver.ts';
import { type Site, site } from './support/site.ts';
import { focused, focusedAttribute, PHONE, tabTo, type Visit, visit } from './support/visit.ts';

describe('the panel on a phone', () => {
  let browser: Browser;
  let clinic: Site;
  let open: Visit[] = [];

  before(async () => {
    [browser, clinic] = await Promise.all([launchBrowser(), site()]);
  });
  after(async () => {
    await browser?.close();
    await clinic?.stop();
  });
  beforeEach(() => {
    clinic.line.received.length = 0;
  });
  afterEach(async () => {
    const faults = open.flatMap((each) => each.faults);
    await Promise.all(open.map(({ page }) => page.context().close()));
    open = [];
    expect(faults, 'policy broken, origin left, or an error thrown').to.deep.equal([]);
  });

  async function go(path = '/', options = PHONE) {
    const made = await visit(browser, clinic.url + path, options);
    open.push(made);
    return made.page;
  }

  it('completes a triage by touch', async () => {
    const driver = await PanelDriver.open(await go(), 'touch');
    await driver.tap('Check my symptoms');
    expect(await driver.question()).to.equal('red-flags');
    await driver.pick(['None of these']);
    expect(await driver.question()).to.equal('procedure');
    await driver.tap('Spinal tap (lumbar puncture)');
    expect(await driver.question()).to.equal('severity');
    await driver.tap('8');
    expect(await driver.question()).to.equal('procedure-date');
    await driver.tap('2 days ago');

    expect(await driver.level()).to.equal('same-day');
    expect(await driver.question()).to.equal(undefined);
    const call = driver.panel.locator('.card.same-day a[href^="tel:"]').first();
    expect(await call.isVisible()).to.equal(true);
    expect((await call.boundingBox())!.height).to.be.at.least(44);
  });

  it('completes a triage by keyboard alone, and the focus follows the conversation', async () => {
    const page = await go('/', { viewport: { width: 1280, height: 860 }, reducedMotion: 'reduce' });
    await page.locator('button.open').waitFor();
    await tabTo(page, page.mainFrame(), 'Headache check');
    await page.keyboard.press('Enter');
    const driver = await PanelDriver.attach(page);
    const { panel } = driver;
    const answer = async (name: string, key = 'Enter') => {
      const said = await driver.count();
      await tabTo(page, panel, name);
      await page.keyboard.press(key);
      await panel.locator('[data-from=patient]').nth(said).waitFor();
      await driver.settled();
    };
    await answer('Check my symptoms');
    expect(await focusedAttribute(panel, 'data-question')).to.equal('red-flags');
    await tabTo(page, panel, 'None of these');
    await page.keyboard.press('Space');
    await answer('Send: none of these');
    expect(await focusedAttribute(panel, 'data-question')).to.equal('procedure');
    await answer('Spinal tap (lumbar puncture)');
    await answer('5');
    await answer('Yesterday');

    expect(await driver.level()).to.equal('book');
    expect(await focusedAttribute(panel, 'data-level')).to.equal('book');
    await page.keyboard.press('Escape');
    await page.locator('.panel').waitFor({ state: 'hidden' });
    expect(await focused(page.mainFrame())).to.equal('Headache check');
  });

  it('sends the ids of what was ticked, and "none" excludes the others', async () => {
    const driver = await PanelDriver.open(await go(), 'touch');
    await driver.tap('Check my symptoms');
    const box = (label: string) => driver.live().locator('label.check').filter({ hasText: label });
    await box('None of these').tap();
    await box('Fever or chills').tap();
    expect(await box('None of these').locator('input').isChecked()).to.equal(false);
    await box('None of these').tap();
    expect(await box('Fever or chills').locator('input').isChecked()).to.equal(false);
    await driver.pick(['Fever or chills', 'New double vision or lost sight']);

    const sent = clinic.line.received.at(-1)!;
    expect(sent.channelData.picked).to.deep.equal({ question: 'red-flags', options: ['sight', 'fever'] });
    expect(sent.text).to.equal('New double vision or lost sight, Fever or chills');
    expect(await driver.level()).to.equal('emergency');
    expect(await driver.panel.locator('.card.emergency a').first().getAttribute('href')).to.equal('tel:911');
  });

  it('sends nothing while no box is ticked', async () => {
    const driver = await PanelDriver.open(await go(), 'touch');
    await driver.tap('Check my symptoms');
    const before = clinic.line.received.length;
    await driver.live().locator('[data-send]').tap({ force: true });
    await driver.pick(['None of these']);
    expect(clinic.line.received.slice(before).map(({ channelData }) => channelData.picked?.options)).to.deep.equal([['none']]);
  });

  it('takes the buttons of earlier questions away', async () => {
    const driver = await PanelDriver.open(await go(), 'touch');
    await driver.tap('Check my symptoms');
    await driver.pick(['None of these']);
    expect(await driver.panel.locator('article[data-live=false] button, article[data-live=false] input').count()).to.equal(0);
    expect(await driver.panel.getByRole('button', { name: 'Check my symptoms' }).count()).to.equal(0);
    expect(await driver.live().locator('button').count()).to.equal(10);
  });

  it('sends an answer once that was tapped twice', async () => {
    const driver = await PanelDriver.open(await go(), 'touch');
    await driver.panel.getByRole('button', { name: 'Check my symptoms' }).dblclick();
    await driver.pick(['None of these']);
    await driver.live().getByRole('button', { name: 'Spinal tap (lumbar puncture)' }).dblclick();
    await driver.tap('8');
    expect(clinic.line.received.map(({ text }) => text)).to.deep.equal([
      'Check my symptoms',
      'None of these',
      'Spinal tap (lumbar puncture)',
      '8',
    ]);
  });

  it('sends a picked day in words, and typed answers as they are', async () => {
    const driver = await PanelDriver.open(await go(), 'touch');
    await driver.tap('Check my symptoms');
    await driver.pick(['None of these']);
    await driver.type('a spinal tap');
    await driver.type('seven');
    expect(clinic.line.received.slice(-2).map(({ text }) => text)).to.deep.equal(['a spinal tap', 'seven']);
    await driver.live().getByRole('button', { name: 'Pick a day' }).tap();
    await driver.live().locator('input[type=date]').fill('2026-11-05');
    await driver.tap('Send: November 5, 2026');
    expect(clinic.line.received.at(-1)!.text).to.equal('November 5, 2026');
  });

  it('speaks Spanish from the Spanish page on', async () => {
    const driver = await PanelDriver.open(await go('/es'), 'touch');
    await driver.tap('Revisar mis síntomas');
    expect(await driver.panel.locator('.emergency-bar a').textContent()).to.equal('¿Emergencia? Llame al 911');
    await driver.pick(['Ninguna']);
    expect(await driver.question()).to.equal('procedure');
    expect(clinic.line.received.map(({ locale }) => locale)).to.deep.equal(['es', 'es']);
  });

  it('changes the language in the middle, and tells the bot', async () => {
    const driver = await PanelDriver.open(await go(), 'touch');
    await driver.tap('Check my symptoms');
    await driver.panel.getByRole('button', { name: 'Español' }).tap();
    await driver.panel.getByText('¿Emergencia? Llame al 911').waitFor();
    await driver.settled();
    expect(clinic.line.received.at(-1)!.text).to.equal('Español');
    expect(await driver.panel.locator('html').getAttribute('lang')).to.equal('es');
    expect(await driver.panel.getByLabel('Escriba su mensaje').count()).to.equal(1);
  });

  it('starts over only when asked twice', async () => {
    const driver = await PanelDriver.open(await go(), 'touch');
    await driver.tap('Check my symptoms');
    await driver.pick(['None of these']);
    await driver.menu('restart');
    expect(clinic.line.received.at(-1)!.text).to.equal('None of these');
    await driver.panel.locator('[data-menu=sure]').tap();
    await driver.panel.locator('article[data-live=true][data-question="red-flags"]').waitFor();
    expect(clinic.line.received.at(-1)!.text).to.equal('Start over');
  });
});
