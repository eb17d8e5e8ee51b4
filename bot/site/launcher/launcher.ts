/**
 * Puts a button on the clinic's page; the panel is a frame, so that no script of that page can read what a patient writes.
 * `<script async src="https://…/launcher.js" data-lang="auto|en|es" data-position="right|left" data-color="#0b5a7a">`.
 * Elements with `data-clinic-chat` open the panel too.
 */

import { darkness } from './darkness.ts';
import style from './launcher.css';
import { overlay } from './overlay.ts';

interface Words {
  open: string;
  unread: string;
  title: string;
  failed: string;
  call: string;
  close: string;
}

/** Put in by the server when it reads the clinic's words. */
declare const __LAUNCHER__: { words: Record<string, Words>; phone: string };

const { words, phone } = __LAUNCHER__;
const script = document.currentScript as HTMLScriptElement;
const origin = new URL(script.src).origin;
const asked = script.dataset.lang ?? 'auto';
const wanted = asked === 'auto' ? document.documentElement.lang || navigator.language : asked;
const language = words[wanted.slice(0, 2)] ? wanted.slice(0, 2) : 'en';
const say = words[language]!;
/** A refused frame still reports that it loaded; only silence afterwards tells. */
const PATIENCE = 8_000;
const SLOWEST = 25_000;
/** The contrast with white at which black begins to be read better. */
const EVEN = 4.58;

const holder = document.createElement('div');
const root = holder.attachShadow({ mode: 'open' });
const sheet = new CSSStyleSheet();
sheet.replaceSync(style);
if (script.dataset.position === 'left') holder.className = 'left';
root.adoptedStyleSheets = [sheet];
const button = element('button', 'open');
button.setAttribute('aria-haspopup', 'dialog');
const news = element('i', 'news');
news.setAttribute('role', 'img');
news.setAttribute('aria-label', say.unread);
news.hidden = true;
button.append(bubble(), element('span', '', say.open), news);
root.append(button);
const color = script.dataset.color ?? '';
const dark = darkness(color);
if (dark !== undefined) {
  button.style.background = color;
  // The words stay readable on any colour.
  button.style.color = dark < EVEN ? '#111' : '#fff';
}
// `async` may run this before there is a body.
if (document.body) document.body.append(holder);
else addEventListener('DOMContentLoaded', () => document.body.append(holder));

let panel: HTMLElement | undefined;
let frame: HTMLIFrameElement | undefined;
let ready = false;
let back: HTMLElement = button;
const full = overlay();

button.onclick = () => open(button);
document.addEventListener('click', (event) => {
  const link = (event.target as Element).closest<HTMLElement>('[data-clinic-chat]');
  if (!link || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  open(link);
});

addEventListener('message', ({ source, origin: from, data }) => {
  if (!frame || source !== frame.contentWindow || from !== origin) return;
  const event = data?.clinicChat;
  if (event === 'ready') {
    ready = true;
    panel!.querySelector('.help')?.remove();
  }
  if (event === 'close') close();
  if (event === 'unread' && panel!.hidden) news.hidden = false;
});
addEventListener('keydown', (event) => event.key === 'Escape' && panel && !panel.hidden && close());

function open(from: HTMLElement): void {
  back = from;
  panel ??= create();
  panel.hidden = false;
  news.hidden = button.hidden = true;
  full.follow(panel);
  remember('1');
  frame!.focus();
  if (ready) frame!.contentWindow!.postMessage({ clinicChat: 'opened' }, origin);
}

function close(): void {
  panel!.hidden = true;
  button.hidden = false;
  full.leave();
  remember('');
  back.focus();
}

function create(): HTMLElement {
  const made = element('div', 'panel');
  made.setAttribute('role', 'dialog');
  made.setAttribute('aria-label', say.title);
  frame = document.createElement('iframe');
  frame.title = say.title;
  frame.src = `${origin}/chat?lang=${language}#host=${encodeURIComponent(location.origin)}${dark === undefined ? '' : `&color=${color.slice(1)}`}`;
  const giveUp = () => ready || made.querySelector('.help') || made.append(help());
  frame.onload = () => setTimeout(giveUp, PATIENCE);
  frame.onerror = giveUp;
  setTimeout(giveUp, SLOWEST);
  made.append(frame);
  root.append(made);
  return made;
}

/** Without the panel there is still the telephone. */
function help(): HTMLElement {
  const box = element('div', 'help');
  const call = element('a', '', say.call);
  call.href = `tel:${phone}`;
  const shut = element('button', '', say.close);
  shut.onclick = close;
  box.append(element('p', '', say.failed), call, shut);
  return box;
}

/** Element by element: a page with Trusted Types refuses `innerHTML`. */
function element<K extends keyof HTMLElementTagNameMap>(tag: K, className: string, text = ''): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text;
  return made;
}

function bubble(): SVGElement {
  const namespace = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(namespace, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(namespace, 'path');
  path.setAttribute('d', 'M4 5h16v11H10l-5 4v-4H4zM8 9h8M8 12h5');
  svg.append(path);
  return svg;
}

function remember(value: string): void {
  try {
    sessionStorage.setItem('clinic-chat.open', value);
  } catch {
    // Forbidden here: the panel begins closed on the next page.
  }
}

function wasOpen(): boolean {
  try {
    return sessionStorage.getItem('clinic-chat.open') === '1';
  } catch {
    return false;
  }
}

// On a phone the panel would hide the page that was just opened; there the button is enough.
if (wasOpen() && innerWidth > 600) open(button);
