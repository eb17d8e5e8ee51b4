import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../support/browser.ts';
import { PanelDriver } from '../support/panel-driver.ts';
import { type Site, site } from './support/site.ts';
import { PHONE, visit } from './support/visit.ts';

describe('the launcher', () => {
  let browser: Browser;
  let clinic: Site;
  let host: Server;
  let hostUrl: string;
  let page: Page;
  let attributes = '';

  before(async () => {
    host = createServer((_req, res) => {
      // A clinic's own page, on an origin of its own and with a strict policy of its own.
      res.setHeader(
        'Content-Security-Policy',
        `default-src 'none'; script-src ${clinic.url}; frame-src ${clinic.url}; require-trusted-types-for 'script'`,
      );
      res.setHeader('Content-Type', 'text/html');
      res.end(
        `<!doctype html><html lang="es"><title>Host</title><head><script async src="${clinic.url}/launcher.js"${attributes}></script></head><body><h1>Host</h1></body></html>`,
      );
    });
    await new Promise<void>((resolve) => host.listen(0, '127.0.0.1', resolve));
    hostUrl = `http://127.0.0.1:${(host.address() as AddressInfo).port}`;
    [browser, clinic] = await Promise.all([launchBrowser(), site({ frameAncestors: [hostUrl] })]);
  });
  after(async () => {
    await browser?.close();
    await clinic?.stop();
    host?.close();
  });
  afterEach(async () => {
    attributes = '';
    await page.context().close();
  });

  it('asks for the panel only when it is opened', async () => {
    ({ page } = await visit(browser, clinic.url));
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await page.locator('button.open').waitFor();
    expect(await page.locator('iframe').count()).to.equal(0);
    await PanelDriver.open(page, 'touch');
    expect(asked).to.include('/chat');
  });

  it('fills a phone and leaves a desktop its page', async () => {
    ({ page } = await visit(browser, clinic.url));
    await PanelDriver.open(page, 'touch');
    expect(await page.locator('.panel').boundingBox()).to.deep.equal({ x: 0, y: 0, width: 390, height: 844 });
    await page.context().close();
    ({ page } = await visit(browser, clinic.url, { viewport: { width: 1280, height: 860 } }));
    await PanelDriver.open(page);
    expect((await page.locator('.panel').boundingBox())!.width).to.equal(400);
  });

  it('opens from a link of the page too, and gives the focus back to it', async () => {
    ({ page } = await visit(browser, clinic.url));
    await page.locator('button.open').waitFor();
    await page.locator('[data-clinic-chat]').tap();
    const driver = await PanelDriver.attach(page, 'touch');
    await driver.panel.getByRole('button', { name: 'Close the chat' }).tap();
    await page.locator('.panel').waitFor({ state: 'hidden' });
    expect(await page.locator('[data-clinic-chat]').evaluate((link) => link.matches(':focus'))).to.equal(true);
  });

  it('keeps the keyboard in a panel that covers the page, and only there', async () => {
    const reached = async () => {
      const tags = new Set<unknown>();
      for (let presses = 0; presses < 24; presses += 1) {
        await page.keyboard.press('Tab');
        tags.add(
          await page.evaluate("(document.activeElement.shadowRoot?.activeElement ?? document.activeElement).matches('iframe, body')"),
        );
      }
      return tags;
    };
    ({ page } = await visit(browser, clinic.url));
    await PanelDriver.open(page, 'touch');
    expect(await page.locator('.panel').getAttribute('aria-modal')).to.equal('true');
    expect([...(await reached())]).to.deep.equal([true]);
    await page.context().close();
    ({ page } = await visit(browser, clinic.url, { viewport: { width: 1280, height: 860 } }));
    await PanelDriver.open(page);
    expect(await page.locator('.panel').getAttribute('aria-modal')).to.equal('false');
    expect([...(await reached())]).to.include(false);
  });

  it('keeps the conversation from page to page, and shows that there is news', async () => {
    ({ page } = await visit(browser, clinic.url));
    let driver = await PanelDriver.open(page, 'touch');
    await driver.tap('Check my symptoms');
    await page.reload();
    driver = await PanelDriver.open(page, 'touch');
    expect(await driver.question()).to.equal('red-flags');
    await driver.panel.getByRole('button', { name: 'Close the chat' }).tap();
    const second = await page.context().newPage();
    await second.goto(`${clinic.url}/chat`);
    await (await PanelDriver.attach(second, 'touch')).pick(['None of these']);
    await page.bringToFront();
    await page.locator('.news').waitFor();
    await page.locator('button.open').tap();
    expect(await page.locator('.news').isVisible()).to.equal(false);
  });

  it('listens to nobody but its panel', async () => {
    ({ page } = await visit(browser, clinic.url));
    await PanelDriver.open(page, 'touch');
    await page.evaluate("postMessage({ clinicChat: 'close' }, '*')");
    await page.evaluate('new Promise((resolve) => setTimeout(resolve, 50))');
    expect(await page.locator('.panel').isVisible()).to.equal(true);
  });

  it("works on a clinic's own page under a strict policy, in that page's language", async () => {
    ({ page } = await visit(browser, hostUrl));
    await page.locator('button.open').waitFor();
    expect(await page.locator('button.open').textContent()).to.equal('Revisar mi dolor de cabeza');
    expect((await page.locator('button.open').boundingBox())!.height).to.be.at.least(44);
    const driver = await PanelDriver.open(page, 'touch');
    await driver.tap('Revisar mis síntomas');
    expect(await driver.question()).to.equal('red-flags');
    await driver.panel.getByRole('button', { name: 'Cerrar el chat' }).tap();
    await page.locator('.panel').waitFor({ state: 'hidden' });
  });

  it('takes its place and colour from the attributes, and keeps its words readable', async () => {
    attributes = ' data-position="left" data-color="#ffd700"';
    ({ page } = await visit(browser, hostUrl, { viewport: { width: 1280, height: 860 } }));
    const button = page.locator('button.open');
    await button.waitFor();
    expect((await button.boundingBox())!.x).to.equal(16);
    const colours = await page.evaluate(
      "(() => { const each = [...document.body.children].find((one) => one.shadowRoot).shadowRoot.querySelector('.open'); const style = getComputedStyle(each); return [style.backgroundColor, style.color]; })()",
    );
    expect(colours).to.deep.equal(['rgb(255, 215, 0)', 'rgb(17, 17, 17)']);
    const driver = await PanelDriver.open(page);
    expect((await page.locator('.panel').boundingBox())!.x).to.equal(16);
    const brand = () => driver.panel.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--brand')");
    expect(await brand(), 'too pale for words').to.equal('#0b5a7a');
    await page.context().close();

    attributes = ' data-color="#5a189a"';
    ({ page } = await visit(browser, hostUrl, { viewport: { width: 1280, height: 860 } }));
    const dark = await PanelDriver.open(page);
    expect(await dark.panel.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--brand')")).to.equal('#5a189a');
  });

  it('leaves nothing on the page but its one element', async () => {
    ({ page } = await visit(browser, hostUrl, { viewport: { width: 1280, height: 860 } }));
    await page.locator('button.open').waitFor();
    const globals = (await page.evaluate('Object.keys(window)')) as string[];
    const bare = await page.context().newPage();
    await bare.goto(`${clinic.url}/nothing-here`);
    const usual = (await bare.evaluate('Object.keys(window)')) as string[];
    expect(globals.filter((name) => !usual.includes(name))).to.deep.equal([]);
    expect(await page.evaluate('[...document.body.children].map((each) => each.tagName)')).to.deep.equal(['H1', 'DIV']);
    expect(await page.evaluate('document.adoptedStyleSheets.length + document.styleSheets.length')).to.equal(0);
  });

  it('offers the telephone where the panel cannot be framed', async () => {
    const stranger = hostUrl.replace('127.0.0.1', 'localhost');
    page = await (await browser.newContext(PHONE)).newPage();
    await page.clock.install();
    await page.goto(stranger);
    await page.locator('button.open').tap();
    await page.waitForSelector('iframe');
    const call = page.locator('.help a');
    for (let tries = 0; tries < 40 && (await call.count()) === 0; tries += 1) await page.clock.runFor(1_000);
    expect(await call.getAttribute('href')).to.match(/^tel:\+1/);
    await page.locator('.help button').tap();
    expect(await page.locator('.panel').isVisible()).to.equal(false);
  });
});
