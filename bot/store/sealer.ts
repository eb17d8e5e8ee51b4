import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { type DataKey, wrappedBy } from './data-key.ts';
import { seal, unseal } from './seal.ts';

/** Bytes come back as a Buffer from one engine and as an ArrayBuffer from the other. */
export type Bytes = Uint8Array | ArrayBuffer;

/** Sealing at rest with a key for each conversation, names that tell nothing, signatures. */
export interface Sealer {
  /** A new key for a conversation, wrapped by the operator's: without its row nobody can read the conversation again. */
  newKey(conversation: string): Buffer;
  with(conversation: string, wrapped: Bytes | null): Sealing;
  /** The same key under the operator's present key; nothing if it is wrapped by that one already. */
  rewrap(conversation: string, wrapped: Bytes): Buffer | undefined;
  /** A name for something whose own name may tell who a patient is. Equal for equals. */
  name(text: string): string;
  sign(text: string): string;
  verify(text: string, signature: string): boolean;
}

/** The sealing of one conversation. `row` says where something belongs: it opens nowhere else. */
export interface Sealing {
  seal(value: unknown, row: string): Buffer;
  open<T>(sealed: Bytes, row: string): T;
}

/** The keys that the store itself keeps, wrapped by the operator's. */
export interface Ring {
  naming: Buffer;
  signing: Buffer;
  /** What version 0.1 sealed everything with. */
  first?: Buffer;
}

/** One key for everything (0.1), or one for each conversation. */
const FIRST = 1;
const OWN = 2;
const KEY_BYTES = 32;

/** `keys`: the operator's, the present one first. */
export function createSealer(ring: Ring, keys: DataKey[]): Sealer {
  const [present] = keys as [DataKey, ...DataKey[]];
  const hmac = (key: Buffer, text: string) => createHmac('sha256', key).update(text);
  const unwrap = (conversation: string, wrapped: Buffer) => {
    const key = keys.find(({ id }) => id === wrappedBy(wrapped));
    if (!key) throw new Error('a conversation is sealed with a key that is neither DATA_KEY nor DATA_KEY_OLD');
    return key.unwrap(wrapped, rowOf(conversation));
  };
  return {
    newKey: (conversation) => present.wrap(randomBytes(KEY_BYTES), rowOf(conversation)),
    with(conversation, wrapped) {
      let own: Buffer | undefined;
      const ownKey = () => {
        if (!wrapped) throw new Error('the conversation has no key of its own');
        own ??= unwrap(conversation, bufferOf(wrapped));
        return own;
      };
      return {
        seal: (value, row) => Buffer.concat([Buffer.from([OWN]), seal(ownKey(), Buffer.from(JSON.stringify(value)), row)]),
        open(sealed, row) {
          const bytes = bufferOf(sealed);
          const key = bytes[0] === FIRST ? ring.first : bytes[0] === OWN ? ownKey() : undefined;
          if (!key) throw new Error(`sealed in format ${bytes[0]}, which this store does not know`);
          return JSON.parse(unseal(key, bytes.subarray(1), row).toString('utf8'));
        },
      };
    },
    rewrap(conversation, wrapped) {
      const bytes = bufferOf(wrapped);
      return wrappedBy(bytes) === present.id ? undefined : present.wrap(unwrap(conversation, bytes), rowOf(conversation));
    },
    name: (text) => hmac(ring.naming, text).digest('base64url'),
    sign: (text) => hmac(ring.signing, text).digest('base64url'),
    verify(text, signature) {
      const given = Buffer.from(signature, 'base64url');
      const right = hmac(ring.signing, text).digest();
      return given.length === right.length && timingSafeEqual(given, right);
    },
  };
}

export function bufferOf(bytes: Bytes): Buffer {
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes as ArrayBuffer);
}

function rowOf(conversation: string): string {
  return `data-key|${conversation}`;
}
