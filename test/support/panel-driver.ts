import type { Frame, Locator, Page } from 'playwright-core';

/** Drives the chat panel the way a patient does: it knows buttons, labels and what is on the screen, and nothing of the bot. */
export class PanelDriver {
  /** The frame of the panel, or the page where it stands alone. */
  readonly panel: Frame;
  readonly page: Page;
  private readonly how: 'touch' | 'click';

  private constructor(page: Page, panel: Frame, how: 'touch' | 'click') {
    this.page = page;
    this.panel = panel;
    this.how = how;
  }

  /** Opens the panel with the button on the clinic's page. */
  static async open(page: Page, how: 'touch' | 'click' = 'click'): Promise<PanelDriver> {
    await press(page.locator('button.open'), how);
    return PanelDriver.attach(page, how);
  }

  /** Takes the panel that is already there: in a frame, or as the page itself. */
  static async attach(page: Page, how: 'touch' | 'click' = 'click'): Promise<PanelDriver> {
    const frame = /\/chat\b/.test(page.url()) ? page.mainFrame() : await (await page.waitForSelector('iframe')).contentFrame();
    if (!frame) throw new Error('the panel has no frame');
    const driver = new PanelDriver(page, frame, how);
    await driver.settled();
    return driver;
  }

  get log(): Locator {
    return this.panel.locator('[role=log]');
  }

  /** Waits until the bot has answered everything. */
  async settled(): Promise<void> {
    await this.panel.locator('[role=log][data-waiting=false] article').last().waitFor();
  }

  /** The id of the question that is open, if one is. */
  async question(): Promise<string | undefined> {
    return this.attribute('article[data-live=true][data-question]', 'data-question');
  }

  /** The level of the last result on the screen. */
  async level(): Promise<string | undefined> {
    return this.attribute('article[data-level]', 'data-level');
  }

  async rule(): Promise<string | undefined> {
    return this.attribute('article[data-rule]', 'data-rule');
  }

  /** Taps a button or a box of the open question, by its label. */
  async tap(label: string): Promise<void> {
    const said = await this.count();
    await press(this.live().getByRole('button', { name: label, exact: true }), this.how);
    await this.answered(said);
  }

  /** Taps several boxes and sends them. */
  async pick(labels: string[]): Promise<void> {
    const said = await this.count();
    for (const label of labels) await press(this.live().locator('label.check').filter({ hasText: label }), this.how);
    await press(this.live().locator('[data-send]'), this.how);
    await this.answered(said);
  }

  async type(text: string): Promise<void> {
    const said = await this.count();
    await this.panel.locator('textarea').fill(text);
    await press(this.panel.locator('.composer button'), this.how);
    await this.answered(said);
  }

  /** Opens the menu in the place of the conversation and presses one of its buttons. */
  async menu(item?: string): Promise<void> {
    await press(this.panel.locator('[data-more]'), this.how);
    if (item) await press(this.panel.locator(`[data-menu=${item}]`), this.how);
  }

  /** Everything the bot said since the patient's last message. */
  async lastTurn(): Promise<string[]> {
    return this.panel.locator('article[data-live=true] .body').allInnerTexts();
  }

  live(): Locator {
    return this.panel.locator('article[data-live=true]');
  }

  /** How many messages the patient sees as their own. */
  count(): Promise<number> {
    return this.panel.locator('[data-from=patient]').count();
  }

  private async answered(said: number): Promise<void> {
    await this.panel.locator('[data-from=patient]').nth(said).waitFor();
    await this.settled();
  }

  private async attribute(selector: string, name: string): Promise<string | undefined> {
    const found = this.panel.locator(selector);
    return (await found.count()) === 0 ? undefined : ((await found.last().getAttribute(name)) ?? undefined);
  }
}

async function press(target: Locator, how: 'touch' | 'click'): Promise<void> {
  await (how === 'touch' ? target.tap() : target.click());
}
