import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { Protocol, Value } from '../../content/schema.ts';
import { type Facts, mildest } from '../../dialogs/triage/facts.ts';

export interface Vector {
  facts: Facts;
  /** What the reference script for the clinical table decided. */
  rule: string;
  level: string;
  /** What the words of the table decide, where the script differs from them. */
  words: string;
}

/** One patient a line, one fact a column; an empty cell is the fact's mildest value. */
export function readVectors(protocol: Protocol, file: URL): Vector[] {
  const [header = '', ...lines] = gunzipSync(readFileSync(file)).toString('utf8').trimEnd().split('\n');
  const names = header.split(',');
  return lines.map((line) => {
    const cells = line.split(',');
    const facts: Record<string, Value> = {};
    let rule = '';
    let level = '';
    let words = '';
    for (const [i, name] of names.entries()) {
      const cell = cells[i] ?? '';
      if (name === 'rule') rule = cell;
      else if (name === 'level') level = cell;
      else if (name === 'words') words = cell;
      else facts[name] = cell === '' ? mildest(protocol.facts[name]!) : /^\d+$/.test(cell) ? Number(cell) : cell;
    }
    return { facts, rule, level, words };
  });
}
