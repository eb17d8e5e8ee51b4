import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, BrowserContextOptions, Frame, Page } from 'playwright-core';

export const PHONE: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  isMobile: true,
  hasTouch: true,
  reducedMotion: 'reduce',
};

export interface Visit {
  page: Page;
  /** What a visit must never do: break the policy, leave the origin, throw. */
  faults: string[];
}

export async function visit(browser: Browser, url: string, options: BrowserContextOptions = PHONE): Promise<Visit> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const faults: string[] = [];
  const { origin } = new URL(url);
  page.on('pageerror', (error) => faults.push(`threw ${error.message}`));
  page.on('console', (message) => {
    if (/Content Security Policy/i.test(message.text())) faults.push(message.text());
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(origin) && !request.url().startsWith('data:')) faults.push(`asked ${request.url()}`);
  });
  await page.goto(url);
  return { page, faults };
}

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Every rule that axe finds broken, best practices included, with the element that breaks it. */
export async function brokenRules(frame: Frame): Promise<string[]> {
  if (!(await frame.evaluate("'axe' in globalThis"))) await frame.evaluate(AXE);
  return frame.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: { run(options: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
    };
    const { violations } = await axe.run({ iframes: false, resultTypes: ['violations'] });
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
  });
}

/** What the focused element is called, through frames' shadow roots. */
export function focused(frame: Frame): Promise<string> {
  return frame.evaluate(`(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    const name = element?.getAttribute('aria-label') ?? element?.labels?.[0]?.textContent ?? element?.textContent ?? '';
    return name.trim();
  })()`) as Promise<string>;
}

export function focusedAttribute(frame: Frame, name: string): Promise<string | null> {
  return frame.evaluate(`document.activeElement?.getAttribute('${name}')`) as Promise<string | null>;
}

/** Presses Tab until the focus is on what has this name. */
export async function tabTo(page: Page, frame: Frame, name: string): Promise<void> {
  for (let presses = 0; presses < 60; presses += 1) {
    if ((await focused(frame)) === name) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`the Tab key never reaches "${name}"`);
}
