import { createHash } from 'node:crypto';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { Request, Response } from 'express';

/** A body that is ready to be sent in three encodings. */
export interface Asset {
  type: string;
  cacheControl: string;
  etag: string;
  identity: Buffer;
  br: Buffer;
  gzip: Buffer;
}

interface Making {
  type: string;
  cacheControl: string;
  body: Buffer | string;
  /** Made beforehand by the build. */
  br?: Buffer;
  gzip?: Buffer;
}

export function asset({ type, cacheControl, body, br, gzip }: Making): Asset {
  const identity = Buffer.from(body);
  return {
    type,
    cacheControl,
    etag: `"${createHash('sha256').update(identity).digest('base64url').slice(0, 22)}"`,
    identity,
    // Quality 9 takes a millisecond where 11 takes thirty, and a page is a hundred bytes larger.
    br: br ?? brotliCompressSync(identity, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
    gzip: gzip ?? gzipSync(identity),
  };
}

export function sendAsset(req: Request, res: Response, { type, cacheControl, etag, ...bodies }: Asset): void {
  res.set({ 'Content-Type': type, 'Cache-Control': cacheControl, ETag: etag, 'X-Content-Type-Options': 'nosniff' });
  res.vary('Accept-Encoding');
  if (req.fresh) {
    res.status(304).end();
    return;
  }
  const encoding = req.acceptsEncodings('br', 'gzip') || 'identity';
  if (encoding !== 'identity') res.set('Content-Encoding', encoding);
  res.send(encoding === 'br' ? bodies.br : encoding === 'gzip' ? bodies.gzip : bodies.identity);
}
