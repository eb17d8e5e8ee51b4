/**
 * The sentence vectors of the phrases that are learnt from, kept beside them: working them out takes minutes, reading them a moment.
 * A vector that is not here is worked out by the build; `npm run vectors` keeps it.
 */
import { createHash } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Numbers that the encoder gives, and numbers that are kept of them: the directions in which phrases differ most. */
export const RAW = 512;
export const KEPT = 128;
const KEY_BYTES = 8;
const HEAD_BYTES = 4 * (RAW + KEPT * RAW);
const ROW_BYTES = KEY_BYTES + KEPT;
/** A kept vector has length 1, and hardly ever a number beyond 0.8. */
const STEP = 127 / 0.8;

export interface Projection {
  /** RAW numbers: the mean of all phrases. */
  mean: Float32Array;
  /** KEPT rows of RAW numbers. */
  basis: Float32Array;
}

export interface VectorFile {
  projection: Projection;
  /** By `keyOf` the text as the encoder reads it; KEPT numbers each. */
  vectors: Map<string, Int8Array>;
}

export const PHRASES_DIR = fileURLToPath(new URL('./post-dural-puncture-headache/phrases', import.meta.url));
const FILE = join(PHRASES_DIR, 'vectors.bin');

export function keyOf(text: string): string {
  return createHash('sha256')
    .update(text)
    .digest('hex')
    .slice(0, KEY_BYTES * 2);
}

export function pack(vector: Float32Array): Int8Array {
  return Int8Array.from(vector, (value) => Math.max(-127, Math.min(127, Math.round(value * STEP))));
}

export function unpack(packed: Int8Array): Float32Array {
  return Float32Array.from(packed, (value) => value / STEP);
}

/** Throws when the file is missing, cut short or something else. */
export function readVectors(file: string = FILE): VectorFile {
  const bytes = readWhole(file);
  const vectors = new Map<string, Int8Array>();
  for (let at = HEAD_BYTES; at < bytes.length; at += ROW_BYTES) {
    const key = bytes.toString('hex', at, at + KEY_BYTES);
    vectors.set(key, Int8Array.from(new Int8Array(bytes.buffer, bytes.byteOffset + at + KEY_BYTES, KEPT)));
  }
  return { projection: projectionOf(bytes), vectors };
}

/** All that is needed to read a message; throws as `readVectors` does. */
export function readProjection(file: string = FILE): Projection {
  return projectionOf(readWhole(file));
}

function readWhole(file: string): Buffer {
  const bytes = readFileSync(file);
  if (bytes.length < HEAD_BYTES || (bytes.length - HEAD_BYTES) % ROW_BYTES !== 0)
    throw new Error(`${file} is cut short or of another version: run npm run vectors -- --anew`);
  return bytes;
}

function projectionOf(bytes: Buffer): Projection {
  const numbers = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + HEAD_BYTES));
  return { mean: numbers.slice(0, RAW), basis: numbers.slice(RAW) };
}

/** Sorted by key: the same vectors make the same bytes. */
export function writeVectors({ projection, vectors }: VectorFile, file: string = FILE): void {
  const numbers = new Float32Array(RAW + KEPT * RAW);
  numbers.set(projection.mean);
  numbers.set(projection.basis, RAW);
  const rows = [...vectors]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, packed]) => Buffer.concat([Buffer.from(key, 'hex'), new Uint8Array(packed.buffer, packed.byteOffset, packed.length)]));
  writeFileSync(`${file}.unfinished`, Buffer.concat([new Uint8Array(numbers.buffer), ...rows]));
  renameSync(`${file}.unfinished`, file);
}
