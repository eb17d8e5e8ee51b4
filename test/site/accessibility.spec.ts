import { expect } from 'chai';
import type { Browser, BrowserContextOptions, Frame, Page } from 'playwright-core';
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

const LONG = process.env.TEST_LONG === '1';
type Way = [name: string, options: BrowserContextOptions, size: number];

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

    const plain: Way = ['as it comes', PHONE, 100];
    const forced: Way = ['in forced colours', { ...PHONE, forcedColors: 'active' }, 100];
    const large: Way = ['with the text twice as large', PHONE, 200];
    const ways = LONG ? [plain, forced, large] : [plain, language === 'en' ? forced : large];
    for (const [way, options, size] of ways) {
      it(`breaks no rule of axe in any state, ${way} (${language})`, async () => {
        ({ page } = await visit(browser, clinic.url + words.path, options));
        await page.locator('button.open').waitFor();
        const broken: Record<string, string[]> = { closed: await brokenRules(page.mainFrame()) };
        const driver = await PanelDriver.open(page, 'touch');
        await driver.panel.evaluate(`document.documentElement.style.fontSize = '${size}%'`);
        const check = async (state: string) => {
          broken[state] = [...(await brokenRules(driver.panel)), ...(await clipped(driver.panel))];
        };
        broken.page = await brokenRules(page.mainFrame());
        await check('greeting');
        await driver.menu('delete');
        await check('menu');
        await driver.panel.locator('.back').tap();
        await driver.tap(words.start);
        await check('many');
        await driver.live().locator('label.check').filter({ hasText: words.none }).tap();
        await check('many, one ticked');
        await driver.live().locator('[data-send]').tap();
        await driver.panel.locator('article[data-live=true][data-question=procedure]').waitFor();
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
    }

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
    await driver.tap('8');
    await driver.tap(WORDS.en.today);
    expect(await hidden(page, '.links .act'), 'the call can be seen at once').to.equal(0);
    await page.evaluate("document.documentElement.style.fontSize = '200%'");
    expect(await overflow(page)).to.equal(0);
    await driver.menu();
    expect(await overflow(page, '.menu')).to.equal(0);
  });

  it('reads to a screen reader in the order in which it matters, each question the name of its answers', async () => {
    ({ page } = await visit(browser, `${clinic.url}/chat`));
    const driver = await PanelDriver.attach(page, 'touch');
    expect(await spoken(page)).to.match(
      /^region "Emergency call" > link "Emergency\? Call 911" > main > heading "[^"]+" > button "Español" > log "Conversation" > article > group "More to do" > button "Check my symptoms"/,
    );
    await driver.tap(WORDS.en.start);
    const flags = await spoken(page);
    expect(flags).to.match(
      /article > group "Since this began[^"]*" > checkbox "Sudden[^"]*"(?: > checkbox "[^"]+"){8} > button "Tap all that apply, then send"/,
    );
    expect(flags).to.match(/status > textbox "Type your message" > button "Send" > link "Privacy" > button "More"$/);
    await driver.pick([WORDS.en.none]);
    expect(await spoken(page)).to.match(/group "In the last 6 months[^"]*" > button "Spinal tap \(lumbar puncture\)"/);
    await driver.tap(WORDS.en.procedure);
    expect(await spoken(page)).to.match(/group "At its worst today[^"]*" > button "0" > button "1"/);
    await driver.tap('8');
    await driver.tap(WORDS.en.today);
    const result = await spoken(page);
    expect(result).to.match(/heading "Needs care today" > strong > link "Call \(310\) 555-0134" > link "Call 911"/);
    expect(result).to.match(
      /term "Worst pain today" > definition[^>]* > button "Change: Worst pain today" > button "Print" > button "Save"/,
    );
    expect(await page.locator('[aria-live]').count(), 'one voice only').to.equal(1);
    expect(await driver.panel.locator('article[data-level]').innerText()).to.match(/^Assistant said:/);
  });
});

/** What a screen reader meets, in its order: the roles of Chromium's own accessibility tree with their names, without bare text. */
async function spoken(page: Page): Promise<string> {
  const devtools = await page.context().newCDPSession(page);
  const { nodes } = await devtools.send('Accessibility.getFullAXTree');
  await devtools.detach();
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  const said: string[] = [];
  const read = (id: string) => {
    const node = byId.get(id)!;
    const role = String(node.role?.value);
    const name = String(node.name?.value ?? '').trim();
    if (!node.ignored && !SILENT.has(role)) said.push(name && role !== 'definition' ? `${role} "${name}"` : role);
    for (const child of node.childIds ?? []) read(child);
  };
  read(nodes[0]!.nodeId);
  return said.join(' > ');
}

/** Roles that say nothing by themselves, or are called otherwise in another version of Chromium. */
const SILENT = new Set(
  'RootWebArea StaticText InlineTextBox generic paragraph none LabelText LineBreak ListMarker Section banner contentinfo sectionheader sectionfooter'.split(
    ' ',
  ),
);

/** Texts that are cut off in their box. */
async function clipped(frame: Frame): Promise<string[]> {
  return frame.evaluate(`[...document.querySelectorAll('article, button, .option, .act, .band, h1, h2')]
    .filter((each) => each.clientWidth > 0 && each.scrollWidth > each.clientWidth + 1)
    .map((each) => 'clipped: ' + each.className + ' ' + each.textContent.slice(0, 60))`) as Promise<string[]>;
}

/** Names of the controls under 44 px; a link inside a sentence may be smaller. */
function tooSmall(page: Page): Promise<string[]> {
  return page.evaluate(`[...document.querySelectorAll('button, textarea, label.check, .act, .emergency-bar a')]
    .filter((each) => { const { width, height } = each.getBoundingClientRect(); return height < 44 || width < 44; })
    .map((each) => each.textContent)`) as Promise<string[]>;
}

/** Pixels by which anything is wider than the screen. */
function overflow(page: Page, box = '[role=log]'): Promise<number> {
  return page.evaluate(
    `Math.max(0, ...[document.documentElement, document.querySelector('${box}')].map((each) => each.scrollWidth - each.clientWidth))`,
  ) as Promise<number>;
}

/** Pixels of it that are below the edge of the conversation. */
function hidden(page: Page, selector: string): Promise<number> {
  return page.evaluate(
    `Math.max(0, document.querySelector('${selector}').getBoundingClientRect().bottom - document.querySelector('[role=log]').getBoundingClientRect().bottom)`,
  ) as Promise<number>;
}
