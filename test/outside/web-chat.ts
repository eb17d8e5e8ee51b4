import assert from 'node:assert/strict';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../support/browser.ts';
import { webChatPage } from './web-chat-page.ts';

interface Heard {
  id: string;
  from: { role: string };
  text?: string;
  semanticAction?: { entities?: { question?: { id: string }; outcome?: { level: string; rule: string } } };
}

/** What a patient answers, by question; a list is answered by its button, the rest in words. */
const ANSWERS: Record<string, string> = {
  'red-flags': 'None of these',
  procedure: 'Spinal tap (lumbar puncture)',
  'procedure-date': '4 days ago',
  'about-you': 'None',
  posture: 'Worse upright, better lying down',
  location: 'Back of the head',
  usual: 'New or different',
  severity: '6',
  'onset-speed': 'No, more slowly',
  'other-symptoms': 'None of these',
  painkillers: 'Some relief',
  trend: 'Staying the same',
  onset: '3 days ago',
};
const MOST_QUESTIONS = 15;
const PATIENCE = 20_000;

/** The real component, from an origin of its own, completes a triage against this bot. */
export async function webChat(start: (allowedOrigin: string) => Promise<{ base: string; stop(): void }>): Promise<void> {
  const site = await webChatPage();
  const [browser, bot] = await Promise.all([launchBrowser(), start(site.origin)]);
  try {
    await triage(browser, site.url(bot.base));
  } finally {
    await browser.close();
    bot.stop();
    site.close();
  }
}

async function triage(browser: Browser, url: string): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 390, height: 844 } });
  await page.goto(url);
  await until(page, (heard) => heard.some(({ text }) => text), 'the greeting');
  await type(page, 'my head hurts');
  for (let asked = 0; asked < MOST_QUESTIONS; asked++) {
    const last = await until(page, (heard) => answered(heard), 'an answer');
    if (last.some(outcome)) break;
    const question = last.map((one) => one.semanticAction?.entities?.question?.id).findLast(Boolean);
    assert.ok(question && ANSWERS[question], `a question that can be answered, not ${question}`);
    const button = page.locator('.webchat__suggested-actions button').filter({ hasText: ANSWERS[question]! });
    if ((await button.count()) > 0) await button.first().click();
    else await type(page, ANSWERS[question]!);
    await page.waitForTimeout(300);
  }
  const result = (await heardOn(page)).find(outcome);
  assert.equal(result?.semanticAction?.entities?.outcome?.level, 'same-day');
  await page
    .getByText(/Call (us|our on-call line) now/)
    .first()
    .waitFor();
  await noneTwice(page);
  console.log('ok Web Chat completes a triage');

  const count = (await heardOn(page)).length;
  await page.reload();
  await until(page, (heard) => heard.length >= count, 'the history');
  await page
    .getByText(/Call (us|our on-call line) now/)
    .first()
    .waitFor();
  await noneTwice(page);
  console.log('ok Web Chat shows the whole conversation after a reload');

  await page.evaluate(`new Promise((done) => line.postActivity({ type: 'message', from: { id: 'x' }, attachments: [{ contentType: 'text/plain',
    name: 'a.txt', contentUrl: URL.createObjectURL(new Blob(['x'])) }] }).subscribe(done, done, done))`);
  const before = (await heardOn(page)).length;
  await type(page, 'what are your hours?');
  // Open or closed, whatever the hour is.
  const hours = (heard: Heard[]) => heard.slice(before).some(({ text }) => /The office is (open|closed)/.test(text ?? ''));
  await until(page, hours, 'an answer after a refused file');
  console.log('ok a refused file leaves the conversation as it is');
}

const outcome = ({ semanticAction }: Heard) => semanticAction?.entities?.outcome;

/** The bot's last turn, once it has come. */
function answered(heard: Heard[]): Heard[] | undefined {
  const turn = heard.slice(heard.findLastIndex(({ from }) => from.role === 'user') + 1);
  return turn.some((one) => outcome(one) || one.semanticAction?.entities?.question) ? turn : undefined;
}

async function type(page: Page, text: string): Promise<void> {
  await page.locator('.webchat__send-box-text-box__input, [data-testid="send box text area"]').first().fill(text);
  await page.keyboard.press('Enter');
  await page.waitForTimeout(300);
}

function heardOn(page: Page): Promise<Heard[]> {
  return page.evaluate('(globalThis.heard ?? []).filter(({ type }) => type === "message")');
}

async function until<T>(page: Page, test: (heard: Heard[]) => T | undefined | false, what: string): Promise<T> {
  for (const end = Date.now() + PATIENCE; Date.now() < end; ) {
    const found = test(await heardOn(page));
    if (found) return found;
    await page.waitForTimeout(100);
  }
  throw new Error(`Web Chat waited ${PATIENCE / 1000} s for ${what}`);
}

async function noneTwice(page: Page): Promise<void> {
  const ids = (await heardOn(page)).map(({ id }) => id);
  assert.equal(new Set(ids).size, ids.length, 'an activity came twice');
}
