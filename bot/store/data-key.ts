import { createHash, hkdfSync } from 'node:crypto';
import { seal, unseal } from './seal.ts';

/** The operator's key. It seals nothing but other keys, so that changing it means wrapping those anew. */
export interface DataKey {
  /** Tells keys apart and tells nothing about them. */
  id: string;
  wrap(key: Buffer, row: string): Buffer;
  unwrap(wrapped: Buffer, row: string): Buffer;
  /** Keys that version 0.1 made from this one. */
  derive(purpose: string): Buffer;
}

const ID = 8;

export function dataKey(secret: string): DataKey {
  const derive = (purpose: string) => Buffer.from(hkdfSync('sha256', secret, '', purpose, 32));
  const wrapping = derive('wrap');
  const id = createHash('sha256').update(derive('id')).digest().subarray(0, ID);
  return {
    id: id.toString('hex'),
    wrap: (key, row) => Buffer.concat([id, seal(wrapping, key, row)]),
    unwrap: (wrapped, row) => unseal(wrapping, wrapped.subarray(ID), row),
    derive,
  };
}

/** Which key a wrapped one was wrapped by. */
export function wrappedBy(wrapped: Uint8Array): string {
  return Buffer.from(wrapped.subarray(0, ID)).toString('hex');
}
