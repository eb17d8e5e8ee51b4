/** YAML that was parsed by `npm run build`, by the hash of its source: to parse it anew takes a third of a second of every start. */
import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { modelFile, readModelFile, writeModelFile } from './model-file.ts';

export const PARSED_FILE = modelFile('parsed.json');

let known: ReadonlyMap<string, string> | undefined;
let keeping: Map<string, string> | undefined;

/** What `parse` makes of the source; what was changed since the build, or never was YAML, is parsed now. */
export function parsedAhead(source: string, parse: (source: string) => unknown): unknown {
  const name = createHash('sha256').update(source).digest('base64');
  if (keeping) {
    const value = parse(source);
    const text = JSON.stringify(value);
    if (text !== undefined && isDeepStrictEqual(JSON.parse(text), value)) keeping.set(name, text);
    return value;
  }
  known ??= readKept();
  const text = known.get(name);
  // Each reader gets a copy of its own.
  return text === undefined ? parse(source) : JSON.parse(text);
}

/** Keeps all that is parsed while `read` reads. */
export function keepParsed(read: () => void, file: string = PARSED_FILE): void {
  keeping = new Map();
  try {
    read();
    writeModelFile(new TextEncoder().encode(JSON.stringify([...keeping])), file);
  } finally {
    keeping = undefined;
    known = undefined;
  }
}

function readKept(): ReadonlyMap<string, string> {
  const bytes = readModelFile(PARSED_FILE);
  return new Map(bytes ? (JSON.parse(new TextDecoder().decode(bytes)) as [string, string][]) : []);
}
