import { readFileSync } from 'node:fs';

/** What a file holds of JSON, one value a line. */
export function jsonLines<T>(file: string | URL): T[] {
  return readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as T);
}
