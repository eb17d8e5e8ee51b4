/** Microsoft's own playground for agents: a triage in its Teams mode, by cards, and in its web chat mode, by words. */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import type { Page } from 'playwright-core';
import { freePort } from '../support/bot-process.ts';
import { launchBrowser } from '../support/browser.ts';
import { OUTSIDE } from './install.ts';

const CLI = join(OUTSIDE, 'node_modules/@microsoft/m365agentsplayground/cli.js');
const SHOTS = join(OUTSIDE, 'screenshots');
const WAIT = 30_000;
const ANSWERS =
  /^(None( of these)?|Spinal tap.*|3 days ago|Worse upright.*|Back of the head|New or different|No, more slowly|Some relief)$/;

export async function playground(base: string, mode: 'msteams' | 'webchat'): Promise<void> {
  const port = await freePort();
  const home = mkdtempSync(join(tmpdir(), 'playground-'));
  const args = [CLI, 'start', '-e', `${base}/api/messages`, '-c', mode, '-p', String(port), '--disable-telemetry'];
  const child = spawn(process.execPath, args, { cwd: home, stdio: ['pipe', 'ignore', 'inherit'], env: withoutDesktop(home) });
  const browser = await launchBrowser();
  mkdirSync(SHOTS, { recursive: true });
  try {
    await answering(`http://127.0.0.1:${port}/`);
    const page = await browser.newPage({ viewport: { width: 1200, height: 1000 } });
    await page.goto(`http://127.0.0.1:${port}/`);
    await page.getByText('automated helper').first().waitFor({ timeout: WAIT });
    await write(page, 'my head hurts since yesterday');
    const answer = mode === 'msteams' ? answerByCard : answerByButton;
    for (let steps = 0; !(await finished(page)); steps++) {
      if (steps > 15) await page.screenshot({ path: join(SHOTS, `${mode}-stuck.png`) });
      if (steps > 15) throw new Error(`${mode}: no result after ${steps} answers`);
      await quiet(page);
      if (steps === 0) await page.screenshot({ path: join(SHOTS, `${mode}-question.png`) });
      if (!(await finished(page))) await answer(page);
    }
    await quiet(page);
    await page.screenshot({ path: join(SHOTS, `${mode}-result.png`) });
    if (mode === 'webchat') await page.getByText('spinal fluid is leaking').last().waitFor({ timeout: WAIT });
    console.log(`ok Agents Playground, ${mode}`);
  } finally {
    await browser.close();
    child.kill('SIGTERM');
  }
}

/** The reason is part of every result and of nothing else. */
async function finished(page: Page): Promise<boolean> {
  return /^Why: /m.test(await page.locator('body').innerText());
}

/** Until the page has said nothing new for a while. */
async function quiet(page: Page): Promise<void> {
  for (let before = '', same = 0; same < 3; ) {
    await page.waitForTimeout(400);
    const now = await page.locator('body').innerText();
    same = now === before ? same + 1 : 0;
    before = now;
  }
}

/** The last choice of a list ("none"), the middle of the scale, else the first button; the newest card is the last. */
async function answerByCard(page: Page): Promise<void> {
  const card = page.locator('.ac-adaptiveCard').last();
  const list = card.locator('input[type=checkbox], input[type=radio]');
  const scale = card.locator('select');
  if ((await list.count()) > 0) await list.last().check();
  else if ((await scale.count()) > 0) await scale.selectOption('5');
  const send = card.getByRole('button', { name: 'Send', exact: true });
  await ((await send.count()) > 0 ? send : card.getByRole('button').first()).click({ timeout: WAIT });
}

/** The arrows that turn the row of buttons over are buttons too, but none of these. */
async function answerByButton(page: Page): Promise<void> {
  const buttons = page.locator('button.webchat__suggested-action');
  const known = buttons.filter({ hasText: ANSWERS });
  if ((await known.count()) > 0) await known.last().click({ timeout: WAIT });
  else if ((await buttons.count()) > 0) await buttons.first().click({ timeout: WAIT });
  else await write(page, '5');
}

/** It opens a browser of its own accord, and ends where there is none to open. */
function withoutDesktop(home: string): NodeJS.ProcessEnv {
  writeFileSync(join(home, 'xdg-open'), '#!/bin/sh\n', { mode: 0o755 });
  return { ...process.env, PATH: `${home}${delimiter}${process.env.PATH}` };
}

async function write(page: Page, text: string): Promise<void> {
  const box = page.locator('.webchat__send-box-text-box__input, [contenteditable=true], textarea').first();
  await box.click({ timeout: WAIT });
  await page.keyboard.type(text);
  await page.keyboard.press('Enter');
}

async function answering(url: string): Promise<void> {
  for (let left = WAIT; left > 0; left -= 200) {
    if (
      await fetch(url).then(
        (response) => response.ok,
        () => false,
      )
    )
      return;
    await new Promise((done) => setTimeout(done, 200));
  }
  throw new Error(`${url} does not answer`);
}
