import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';

/** Everything that is made from the data key: sealing at rest, names that tell nothing, signatures. */
export interface Sealer {
  /** AES-256-GCM of the JSON. `row` says where it belongs: it opens nowhere else. */
  seal(value: unknown, row: string): Buffer;
  open<T>(sealed: Uint8Array | ArrayBuffer, row: string): T;
  /** A name for something whose own name may tell who a patient is. Equal for equals. */
  name(text: string): string;
  sign(text: string): string;
  verify(text: string, signature: string): boolean;
}

const FORMAT = 1;
const IV = 12;
const TAG = 16;

export function createSealer(secret: string): Sealer {
  const derive = (purpose: string) => Buffer.from(hkdfSync('sha256', secret, '', purpose, 32));
  const [sealing, naming, signing] = [derive('seal'), derive('name'), derive('sign')];
  const hmac = (key: Buffer, text: string) => createHmac('sha256', key).update(text).digest();
  return {
    seal(value, row) {
      const iv = randomBytes(IV);
      const cipher = createCipheriv('aes-256-gcm', sealing, iv).setAAD(Buffer.from(row));
      const text = Buffer.concat([cipher.update(JSON.stringify(value), 'utf8'), cipher.final()]);
      return Buffer.concat([Buffer.from([FORMAT]), iv, cipher.getAuthTag(), text]);
    },
    open(sealed, row) {
      const bytes = Buffer.from(sealed as ArrayBuffer);
      if (bytes[0] !== FORMAT) throw new Error(`sealed in format ${bytes[0]}, which this version does not know`);
      const decipher = createDecipheriv('aes-256-gcm', sealing, bytes.subarray(1, 1 + IV)).setAAD(Buffer.from(row));
      decipher.setAuthTag(bytes.subarray(1 + IV, 1 + IV + TAG));
      const text = Buffer.concat([decipher.update(bytes.subarray(1 + IV + TAG)), decipher.final()]);
      return JSON.parse(text.toString('utf8'));
    },
    name: (text) => hmac(naming, text).toString('base64url'),
    sign: (text) => hmac(signing, text).toString('base64url'),
    verify(text, signature) {
      const given = Buffer.from(signature, 'base64url');
      const right = hmac(signing, text);
      return given.length === right.length && timingSafeEqual(given, right);
    },
  };
}
