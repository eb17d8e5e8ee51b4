import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { OUTSIDE } from './install.ts';

export interface WebChatPage {
  origin: string;
  /** The page that speaks to the bot at this address. */
  url(bot: string): string;
  close(): void;
}

/**
 * A page with the Web Chat component as its makers show it, on an origin of its own. It asks for a token, or goes on with the one that
 * it kept; `heard` has what arrived, `line` the client.
 */
export async function webChatPage(): Promise<WebChatPage> {
  const component = readFileSync(join(OUTSIDE, 'node_modules/botframework-webchat/dist/webchat.js'));
  const compressed = brotliCompressSync(component, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } });
  const server = createServer((req, res) => {
    const { pathname } = new URL(req.url ?? '/', 'http://localhost');
    if (pathname === '/webchat.js') {
      res.setHeader('Content-Type', 'text/javascript; charset=utf-8');
      res.setHeader('Content-Encoding', 'br');
      return void res.end(compressed);
    }
    if (pathname !== '/') return void res.writeHead(404).end();
    res.setHeader('Content-Type', 'text/html; charset=utf-8');
    res.end(PAGE);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    url: (bot) => `${origin}/?domain=${encodeURIComponent(`${bot}/v3/directline`)}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

const PAGE = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Web Chat</title><meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,"><style>html,body,#chat{height:100%;margin:0}</style></head>
<body><div id="chat" role="main"></div><script src="/webchat.js"></script>
<script>
(async () => {
  const domain = new URLSearchParams(location.search).get('domain');
  const kept = JSON.parse(sessionStorage.getItem('kept') || 'null');
  const { token, conversationId } = kept || (await (await fetch(domain + '/tokens/generate', { method: 'POST' })).json());
  sessionStorage.setItem('kept', JSON.stringify({ token, conversationId }));
  globalThis.heard = [];
  const store = WebChat.createStore({}, () => (next) => (action) => {
    if (action.type === 'DIRECT_LINE/INCOMING_ACTIVITY') heard.push(action.payload.activity);
    return next(action);
  });
  globalThis.line = WebChat.createDirectLine({ token, domain, ...(kept && { conversationId, watermark: '' }) });
  const styleOptions = { suggestedActionLayout: 'stacked' };
  WebChat.renderWebChat({ directLine: line, store, styleOptions, locale: 'en-US' }, document.getElementById('chat'));
})();
</script></body></html>`;
