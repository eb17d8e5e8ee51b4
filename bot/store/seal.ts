import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const IV = 12;
const TAG = 16;

/** Random bytes are drawn for many at once, and each is used once. */
const DRAWN = 512 * IV;
let drawn = Buffer.alloc(0);

function freshIv(): Buffer {
  if (drawn.length === 0) drawn = randomBytes(DRAWN);
  const iv = drawn.subarray(0, IV);
  drawn = drawn.subarray(IV);
  return iv;
}

/** AES-256-GCM: iv, tag, text. `row` says where it belongs: it opens nowhere else, and not after a changed bit. */
export function seal(key: Buffer, plain: Buffer, row: string): Buffer {
  const iv = freshIv();
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(row));
  const text = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), text]);
}

export function unseal(key: Buffer, sealed: Buffer, row: string): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, IV)).setAAD(Buffer.from(row));
  decipher.setAuthTag(sealed.subarray(IV, IV + TAG));
  return Buffer.concat([decipher.update(sealed.subarray(IV + TAG)), decipher.final()]);
}
