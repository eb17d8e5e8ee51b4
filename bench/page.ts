/** How soon the page's panel can be used, beside the real Web Chat on the same bot: alone by `npx tsx bench/page.ts`. */
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { installOutside } from '../test/outside/install.ts';
import { webChatPage } from '../test/outside/web-chat-page.ts';
import { startBot } from '../test/support/bot-process.ts';
import { launchBrowser } from '../test/support/browser.ts';

interface Condition {
  name: string;
  /** Bits a second, milliseconds, and by how much the processor is slowed. */
  bits?: number;
  latency?: number;
  slowdown: number;
  /** Milliseconds within which the panel must be ready. */
  most: number;
}

export interface Ready extends Condition {
  /** Medians, in milliseconds. */
  panel: number;
  /** Missing where the component could not be installed. */
  webChat?: number;
}

const CONDITIONS: Condition[] = [
  { name: '400 kbit/s, 400 ms', bits: 400_000, latency: 400, slowdown: 1, most: 3_000 },
  { name: 'processor slowed 4 ×', slowdown: 4, most: 1_000 },
];
/** How many times sooner than Web Chat the panel must be ready. */
export const LEAST_RATIO = 8;
const RUNS = 5;
/** Milliseconds of quiet before each: what the last page leaves behind must not count for the next. */
const SETTLED = 1_000;
const PATIENCE = 120_000;
/**
 * Ready, for both alike: the bot's first words and a field that takes the answer are painted. Both make that field with the script that
 * reads it, so it is never there before it works.
 */
const GREETING = 'automated helper';
const PANEL = { message: '[role=log] article', field: 'textarea:enabled' };
const WEB_CHAT = { message: '.webchat__bubble', field: '.webchat__send-box-text-box__input:enabled' };

/** Both are loaded with nothing in the cache and begin a conversation with the same bot. */
export async function pageReadyTimes(): Promise<Ready[]> {
  const site = await webChat();
  const env = site && { ALLOWED_ORIGINS: site.origin, DATA_KEY: 'a key for this run alone, not secret', ALLOW_UNSIGNED_CONTENT: 'demo' };
  const [browser, bot] = await Promise.all([launchBrowser(), startBot(env)]);
  try {
    const times: Ready[] = [];
    for (const condition of CONDITIONS) {
      const panel: number[] = [];
      const theirs: number[] = [];
      // In turns: whatever else the machine does meanwhile meets both.
      for (let run = 0; run < RUNS; run++) {
        panel.push(await readyAfter(browser, `${bot.base}/chat?lang=en`, PANEL, condition));
        if (site) theirs.push(await readyAfter(browser, site.url(bot.base), WEB_CHAT, condition));
      }
      times.push({ ...condition, panel: median(panel), webChat: site && median(theirs) });
    }
    return times;
  } finally {
    await browser.close();
    bot.stop();
    site?.close();
  }
}

/** Installed as `npm run test:outside` does, if it is not there yet. */
async function webChat() {
  try {
    installOutside();
    return await webChatPage();
  } catch (error) {
    console.error(`WEB CHAT IS NOT MEASURED, it could not be installed: ${error instanceof Error ? error.message : error}`);
    return undefined;
  }
}

async function readyAfter(browser: Browser, url: string, ready: typeof PANEL, { bits, latency = 0, slowdown }: Condition): Promise<number> {
  await new Promise((resolve) => setTimeout(resolve, SETTLED));
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true });
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  await devtools.send('Network.enable');
  if (bits) {
    const throughput = bits / 8;
    await devtools.send('Network.emulateNetworkConditions', {
      offline: false,
      latency,
      downloadThroughput: throughput,
      uploadThroughput: throughput,
    });
  }
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
  await page.addInitScript(`(${WATCH})(${JSON.stringify({ ...ready, greeting: GREETING })})`);
  await page.goto(url, { waitUntil: 'commit', timeout: PATIENCE });
  try {
    for (const end = Date.now() + PATIENCE; Date.now() < end; await page.waitForTimeout(100)) {
      const taken: number | undefined = await page.evaluate('globalThis.readyAfter');
      if (taken !== undefined) return Math.round(taken);
    }
    throw new Error(`${url} was not ready within ${PATIENCE / 1000} s`);
  } finally {
    await context.close();
  }
}

/** In the page, so that the time to look from outside counts for neither: once the first frame that has both is painted. */
const WATCH = `({ message, field, greeting }) => {
  const look = () => {
    const told = [...document.querySelectorAll(message)].some((each) => each.textContent.includes(greeting));
    if (told && document.querySelector(field)) setTimeout(() => { globalThis.readyAfter = performance.now(); });
    else requestAnimationFrame(look);
  };
  look();
}`;

function median(numbers: number[]): number {
  return [...numbers].sort((one, other) => one - other)[Math.floor(numbers.length / 2)]!;
}

export function pageTable(times: Ready[]): string {
  const rows = times.map(({ name, panel, webChat, most }) => {
    const ratio = webChat === undefined ? undefined : webChat / panel;
    const kept = panel <= most && (ratio ?? 0) >= LEAST_RATIO ? 'yes' : 'NO';
    const theirs = ratio === undefined ? ['not installed', ''] : [seconds(webChat!), `${ratio.toFixed(1)} ×`];
    return `| ${[name, seconds(panel), ...theirs, `≤ ${seconds(most)}, ≥ ${LEAST_RATIO} ×`, kept].join(' | ')} |`;
  });
  return ['| ready after | this panel | Web Chat | sooner by | asked for | kept |', '|---|---|---|---|---|---|', ...rows].join('\n');
}

const seconds = (ms: number) => `${(ms / 1000).toFixed(2)} s`;

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) console.log(pageTable(await pageReadyTimes()));
