import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

const FILE = modelFile('signs.bin');

/** Where what is learnt under this name is kept. */
export function modelFile(name: string): string {
  return fileURLToPath(new URL(`../dist/model/${name}`, import.meta.url));
}

/** What was learnt from the phrase bank, or nothing before `npm run build`. */
export function readModelFile(file: string = FILE): Uint8Array | undefined {
  try {
    const { buffer, byteOffset, length } = readFileSync(file);
    return new Uint8Array(buffer, byteOffset, length);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Whole or not at all: a build that is stopped leaves the older file. */
export function writeModelFile(bytes: Uint8Array, file: string = FILE): void {
  mkdirSync(dirname(file), { recursive: true });
  const unfinished = `${file}.${process.pid}`;
  writeFileSync(unfinished, bytes);
  renameSync(unfinished, file);
}
