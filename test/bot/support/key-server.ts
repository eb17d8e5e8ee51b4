import { createSign, generateKeyPairSync, type KeyObject } from 'node:crypto';
import http from 'node:http';
import type { AddressInfo } from 'node:net';

export const ISSUER = 'https://api.botframework.com';

export interface KeyServer {
  /** The settings that make the SDK ask here whom to trust. */
  authority: Record<string, string>;
  token(claims: object, options?: { header?: object; key?: KeyObject }): string;
  /** The server's own public key, as anybody can read it. */
  publicPem: string;
  /** Answers with this status instead of keys; 0: not at all. */
  fail(status: number | undefined): void;
  close(): void;
}

/** Stands in for the Bot Framework's authority: its metadata, its keys, its tokens. Its key vouches for Teams alone. */
export async function startKeyServer(): Promise<KeyServer> {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  let failing: number | undefined;
  const server = http.createServer((req, res) => {
    if (failing === 0) return;
    res.statusCode = failing ?? 200;
    res.setHeader('content-type', 'application/json');
    const key = { ...publicKey.export({ format: 'jwk' }), kid: 'k1', use: 'sig', endorsements: ['msteams'] };
    res.end(JSON.stringify(req.url === '/keys' ? { keys: [key] } : { issuer: ISSUER, jwks_uri: `${base}/keys` }));
  });
  await new Promise<void>((done) => {
    server.listen(0, '127.0.0.1', done);
  });
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    authority: {
      ToBotFromChannelOpenIdMetadataUrl: `${base}/`,
      ToBotFromChannelTokenIssuer: ISSUER,
      // One and the same server for both kinds of tokens, so that the kind is all that keeps one out.
      ToBotFromEmulatorOpenIdMetadataUrl: `${base}/`,
      ToChannelFromBotLoginUrl: 'http://127.0.0.1:1/',
      ToChannelFromBotOAuthScope: ISSUER,
    },
    token(claims, { header, key = privateKey } = {}) {
      const now = Math.floor(Date.now() / 1_000);
      const payload = { iss: ISSUER, nbf: now - 60, exp: now + 600, ...claims };
      const signed = `${encoded({ alg: 'RS256', typ: 'JWT', kid: 'k1', ...header })}.${encoded(payload)}`;
      return `${signed}.${createSign('RSA-SHA256').update(signed).sign(key).toString('base64url')}`;
    },
    publicPem: publicKey.export({ format: 'pem', type: 'spki' }).toString(),
    fail(status) {
      failing = status;
    },
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

export function encoded(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
