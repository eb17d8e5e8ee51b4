import http from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';

export interface Asked {
  method: string;
  /** With its scheme and host, as whoever asked meant it. */
  url: URL;
  headers: http.IncomingHttpHeaders;
  body: string;
}

export interface Answer {
  status: number;
  body?: unknown;
}

export interface OutsideWorld {
  /** Takes plain HTTP, for those who are told where to ask. */
  base: string;
  asked: Asked[];
  close(): void;
}

/** Every request that this process would make by https is answered here; `answer` may say nothing at all. */
export async function outsideWorld(answer: (asked: Asked) => Answer | undefined): Promise<OutsideWorld> {
  const asked: Asked[] = [];
  const server = http.createServer(async (req, res) => {
    let body = '';
    for await (const chunk of req) body += chunk;
    const origin = String(req.headers['x-meant-for'] ?? `http://${req.headers.host}`);
    const request = { method: req.method!, url: new URL(req.url!, origin), headers: req.headers, body };
    asked.push(request);
    const given = answer(request);
    if (!given) return;
    res.writeHead(given.status, { 'content-type': 'application/json' }).end(JSON.stringify(given.body ?? {}));
  });
  await new Promise<void>((done) => {
    server.listen(0, '127.0.0.1', done);
  });
  const { port } = server.address() as AddressInfo;
  const { request } = https;
  https.request = ((...given: [URL | string | http.RequestOptions, ...unknown[]]) => {
    const [first, second] = given;
    const url = first instanceof URL || typeof first === 'string' ? new URL(first) : undefined;
    const options = (url ? (typeof second === 'function' ? {} : second) : first) as http.RequestOptions;
    const host = url?.host ?? options.hostname ?? options.host;
    const headers = { ...(options.headers as http.OutgoingHttpHeaders), 'x-meant-for': `https://${host}` };
    const path = url ? `${url.pathname}${url.search}` : options.path;
    const done = given.find((each) => typeof each === 'function') as ((response: http.IncomingMessage) => void) | undefined;
    return http.request({ method: options.method, timeout: options.timeout, headers, path, host: '127.0.0.1', port }, done);
  }) as typeof https.request;
  return {
    base: `http://127.0.0.1:${port}`,
    asked,
    close() {
      https.request = request;
      server.closeAllConnections();
      server.close();
    },
  };
}
