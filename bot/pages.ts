import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type NextFunction, type Request, type Response, Router } from 'express';
import type { Content } from '../content/load.ts';
import type { Language } from '../content/schema.ts';
import { wording } from '../dialogs/wording.ts';
import { type Asset, asset, sendAsset } from './site/asset.ts';
import { demoDocument } from './site/demo/document.ts';
import { type Inline, inline } from './site/inline.ts';
import { panelDocument } from './site/panel/document.ts';

export interface PagesOptions {
  /** Says on every page that no clinician has signed the rules. */
  demoBanner: boolean;
  /** Origins besides our own that may frame the panel, as CSP writes them. */
  frameAncestors: string[];
}

interface Panel {
  script: Inline;
  style: Inline;
}

const SITE_DIR = fileURLToPath(new URL('../dist/site/', import.meta.url));
const TYPES: Record<string, string> = { js: 'text/javascript; charset=utf-8', css: 'text/css; charset=utf-8' };
const HTML = 'text/html; charset=utf-8';
const REVALIDATE = 'public, no-cache';

/** The clinic's demo page, the chat panel and the launcher that puts the panel on any page. */
export function pages(content: Content, { demoBanner, frameAncestors }: PagesOptions): Router {
  const files = readSite();
  const url = (name: string) => `/site/${files.manifest[name]}`;
  const panels = perLanguage(content, (language) => page(panelDocument({ content, language, demoBanner, ...files.panel })));
  const demos = perLanguage(content, (language) => page(demoDocument({ content, words: wording(content, language), demoBanner, url })));
  const launcher = asset({ type: TYPES.js!, cacheControl: 'public, max-age=300', body: launcherScript(content, files.launcher) });

  const router = Router();
  const demo = (language: Language) => [secured(demoPolicy), send(() => demos[language] ?? demos.en!)];
  router.get('/', demo('en'));
  router.get('/es', demo('es'));
  router.get('/chat', secured(panelPolicy(files.panel, frameAncestors)), framedBy(frameAncestors), (req, res) => {
    const asked = String(req.query.lang ?? req.acceptsLanguages(...Object.keys(panels)) ?? '');
    res.vary('Accept-Language');
    sendAsset(req, res, panels[asked as Language] ?? panels.en!);
  });
  router.get(
    '/launcher.js',
    anywhere,
    send(() => launcher),
  );
  router.get('/site/:name', (req, res, next) => {
    const found = files.assets.get(req.params.name);
    return found ? sendAsset(req, res, found) : next();
  });
  return router;
}

const page = (body: string) => asset({ type: HTML, cacheControl: REVALIDATE, body });
const send = (which: () => Asset) => (req: Request, res: Response) => sendAsset(req, res, which());

const nothing = ["default-src 'none'", "img-src 'self' data:", "base-uri 'none'", "form-action 'none'"];
const demoPolicy = [...nothing, "script-src 'self'", "style-src 'self'", "frame-src 'self'", "frame-ancestors 'none'"];
const panelPolicy = ({ script, style }: Panel, frameAncestors: string[]) => [
  ...nothing,
  `script-src ${script.source}`,
  `style-src ${style.source}`,
  "connect-src 'self'",
  `frame-ancestors ${["'self'", ...frameAncestors].join(' ')}`,
];

function secured(policy: string[]) {
  const headers = {
    'Content-Security-Policy': policy.join('; '),
    'Referrer-Policy': 'no-referrer',
    'Permissions-Policy': 'camera=(), geolocation=(), microphone=()',
  };
  return (_req: Request, res: Response, next: NextFunction) => {
    res.set(headers);
    next();
  };
}

/** `X-Frame-Options` knows no list: where foreign frames are allowed, only the policy may speak. */
function framedBy(frameAncestors: string[]) {
  return (_req: Request, res: Response, next: NextFunction) => {
    if (frameAncestors.length > 0) res.removeHeader('X-Frame-Options');
    else res.set('X-Frame-Options', 'SAMEORIGIN');
    next();
  };
}

/** The launcher is loaded by the clinic's own site, which is another origin. */
function anywhere(_req: Request, res: Response, next: NextFunction): void {
  res.set('Cross-Origin-Resource-Policy', 'cross-origin');
  next();
}

function perLanguage<T>(content: Content, make: (language: Language) => T): Partial<Record<Language, T>> {
  return Object.fromEntries(content.clinic.languages.map((language) => [language, make(language)]));
}

/** The words are put in here, not by the build: they are the clinic's, and may change without one. */
function launcherScript(content: Content, code: string): string {
  const { clinic } = content;
  const words = perLanguage(content, (language) => {
    const { say } = wording(content, language);
    return {
      open: say('site.launcher.open'),
      unread: say('site.launcher.unread'),
      title: say('site.launcher.title'),
      failed: say('site.launcher.failed'),
      call: say('site.launcher.call'),
      close: say('site.panel.close'),
    };
  });
  return code.replace('__LAUNCHER__', () => JSON.stringify({ words, phone: clinic.phone }));
}

function readSite() {
  if (!existsSync(join(SITE_DIR, 'manifest.json'))) throw new Error(`${SITE_DIR} has no built pages: run "npm run build"`);
  const read = (name: string) => readFileSync(join(SITE_DIR, name));
  const manifest: Record<string, string> = JSON.parse(read('manifest.json').toString());
  const names = readdirSync(SITE_DIR).filter((name) => Object.values(manifest).includes(name));
  const made = (name: string) =>
    asset({
      type: TYPES[name.slice(name.lastIndexOf('.') + 1)] ?? 'application/octet-stream',
      cacheControl: 'public, max-age=31536000, immutable',
      body: read(name),
      br: read(`${name}.br`),
      gzip: read(`${name}.gz`),
    });
  const panel: Panel = { script: inline(read('panel.js').toString()), style: inline(read('panel.css').toString()) };
  return { manifest, panel, launcher: read('launcher.js').toString(), assets: new Map(names.map((name) => [name, made(name)])) };
}
