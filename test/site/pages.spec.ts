import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { get, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { build } from '../../bot/site/build.ts';
import { loadContent } from '../../content/load.ts';
import { type Site, site } from './support/site.ts';

interface Got {
  status: number;
  headers: IncomingMessage['headers'];
  body: Buffer;
}

describe('the pages', () => {
  let clinic: Site;
  before(async () => {
    clinic = await site({ frameAncestors: ['https://www.clinic.example'], demoBanner: true });
  });
  after(() => clinic.stop());

  function fetchRaw(path: string, headers: Record<string, string> = {}): Promise<Got> {
    return new Promise((resolve, reject) => {
      get(clinic.url + path, { headers }, (res) => {
        const parts: Buffer[] = [];
        res.on('data', (part) => parts.push(part));
        res.on('end', () => resolve({ status: res.statusCode!, headers: res.headers, body: Buffer.concat(parts) }));
      }).on('error', reject);
    });
  }
  const text = async (path: string, headers = {}) => (await fetchRaw(path, headers)).body.toString();
  const policy = async (path: string) => String((await fetchRaw(path)).headers['content-security-policy']);

  it('keep their budgets: launcher 3 kB, panel 30 kB, both compressed', async () => {
    const brotli = { 'accept-encoding': 'br' };
    const launcher = await fetchRaw('/launcher.js', brotli);
    expect(launcher.headers['content-encoding']).to.equal('br');
    expect(launcher.body.length).to.be.at.most(3_000);
    const panel = await fetchRaw('/chat', brotli);
    expect(panel.headers['content-encoding']).to.equal('br');
    expect(panel.body.length).to.be.at.most(30_000);
    expect(await text('/chat'), 'everything is in the one page').not.to.match(/ src=|<link rel="(?!icon)/);
  });

  it('have a strict policy, and only the panel can be framed, by those who may', async () => {
    for (const path of ['/', '/es', '/chat']) {
      expect(await policy(path)).to.match(/^default-src 'none';/);
      expect(await policy(path)).not.to.match(/unsafe|\*/);
    }
    expect(await policy('/chat')).to.match(/script-src 'sha256-[^']+'; style-src 'sha256-[^']+';/);
    expect(await policy('/')).to.include("frame-ancestors 'none'");
    expect(await policy('/chat')).to.include("frame-ancestors 'self' https://www.clinic.example");
  });

  it('give the emergency number before any script', async () => {
    for (const path of ['/chat', '/chat?lang=es']) {
      const html = await text(path);
      expect(html.indexOf('href="tel:911"')).to.be.within(1, html.indexOf('<script') - 1);
    }
    expect(await text('/')).to.match(/<noscript>.*tel:\+1\d{10}/);
  });

  it('come in the language that is asked for', async () => {
    expect(await text('/')).to.include('<html lang="en">');
    expect(await text('/es')).to.include('<html lang="es">');
    expect(await text('/chat?lang=es', { 'accept-language': 'en' })).to.include('<html lang="es">');
    expect(await text('/chat', { 'accept-language': 'es-MX,es;q=0.9' })).to.include('<html lang="es">');
    expect(await text('/chat?lang=tlh')).to.include('<html lang="en">');
  });

  it('are kept by browsers as long as they stay true', async () => {
    const [style] = (await text('/')).match(/\/site\/[^"]+\.css/)!;
    expect((await fetchRaw(style)).headers['cache-control']).to.include('immutable');
    for (const path of ['/launcher.js', '/chat']) {
      const { etag } = (await fetchRaw(path)).headers;
      expect((await fetchRaw(path, { 'if-none-match': etag! })).status).to.equal(304);
    }
    const first = await fetchRaw('/launcher.js');
    expect(first.headers['cross-origin-resource-policy']).to.equal('cross-origin');
  });

  it('serve nothing but what was built', async () => {
    for (const path of ['/site/manifest.json', '/site/..%2f..%2fpackage.json', '/site/launcher.js.br'])
      expect((await fetchRaw(path)).status).to.equal(404);
  });

  it('say on every page that this is a demonstration, and only then', async () => {
    const plain = await site();
    const bare = await (await fetch(`${plain.url}/chat`)).text();
    await plain.stop();
    expect(await text('/chat')).to.include('id="demo-banner"');
    expect(await text('/')).to.include('class="banner"');
    expect(bare).not.to.include('id="demo-banner"');
  });

  it('have their words in every language', () => {
    const { messages } = loadContent();
    const keys = (language: 'en' | 'es') =>
      Object.keys(messages[language])
        .filter((key) => key.startsWith('site.'))
        .sort();
    expect(keys('es')).to.deep.equal(keys('en'));
  });

  it('are built the same from the same source', async () => {
    const folders = await Promise.all(['a', 'b'].map((name) => mkdtemp(join(tmpdir(), `site-${name}-`))));
    const contents = [];
    for (const folder of folders) {
      await build(folder);
      const names = (await readdir(folder)).sort();
      contents.push(await Promise.all(names.map(async (name) => `${name} ${(await readFile(join(folder, name))).toString('base64')}`)));
      await rm(folder, { recursive: true });
    }
    expect(contents[0]).to.deep.equal(contents[1]);
  });
});
