import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isMap, LineCounter, parseDocument } from 'yaml';
import { checkFaq } from './check-faq.ts';
import { findingsOfProtocol } from './check-protocol.ts';
import type { Finding } from './finding.ts';
import { CONTENT_DIR, loadContent, PROTOCOL } from './load.ts';
import { readYaml } from './read-yaml.ts';
import { LANGUAGES, type Protocol, sourcesSchema, translationSchema } from './schema.ts';
import { hashOf, wordsOf } from './words.ts';

/** Everything that is wrong with the content of a folder; empty when it may be served. */
export function checkContent(dir: string = CONTENT_DIR): Finding[] {
  const content = loadContent(dir);
  return [
    ...checkProtocol(dir, content.protocol),
    ...checkTranslations(dir, content.protocol),
    ...checkMessages(dir, content.messages),
    ...checkTopics(dir),
  ];
}

export function printed({ file, line, id, problem, fix }: Finding): string {
  return `${file}:${line} ${id} ${problem}: ${fix}`;
}

function checkTopics(dir: string): Finding[] {
  const sources = new Set(Object.keys(readYaml(dir, 'sources.yaml', sourcesSchema)));
  return checkFaq(sources, join(dir, PROTOCOL, 'faq')).map((finding) => ({ ...finding, file: `${PROTOCOL}/faq/${finding.file}` }));
}

function checkProtocol(dir: string, protocol: Protocol): Finding[] {
  const file = `${PROTOCOL}/triage.yaml`;
  const sources = new Set(Object.keys(readYaml(dir, 'sources.yaml', sourcesSchema)));
  return findingsOfProtocol(protocol, sources).map(({ at, ...finding }) => ({ ...finding, file, line: lineOf(dir, file, at) }));
}

function checkTranslations(dir: string, protocol: Protocol): Finding[] {
  const english = wordsOf(protocol);
  return LANGUAGES.filter((language) => language !== 'en').flatMap((language) => {
    const file = `${PROTOCOL}/triage.${language}.yaml`;
    const { words } = readYaml(dir, file, translationSchema);
    const missing = [...english.keys()]
      .filter((key) => !words[key])
      .map((key) => ({ id: 'C01', key, problem: `no ${language} for "${key}"`, fix: 'add it with the hash of its English' }));
    const stale = Object.entries(words)
      .filter(([key, { of }]) => english.has(key) && of !== hashOf(english.get(key)!))
      .map(([key]) => ({
        id: 'C02',
        key,
        problem: `"${key}" translates an older English`,
        fix: `read it again, then set of: ${hashOf(english.get(key)!)}`,
      }));
    const extra = Object.keys(words)
      .filter((key) => !english.has(key))
      .map((key) => ({ id: 'C03', key, problem: `"${key}" is not in the protocol`, fix: 'remove it' }));
    return [...missing, ...stale, ...extra].map(({ key, ...finding }) => ({ ...finding, file, line: lineOf(dir, file, ['words', key]) }));
  });
}

function checkMessages(dir: string, messages: Record<string, Record<string, string>>): Finding[] {
  const english = messages.en ?? {};
  return LANGUAGES.filter((language) => language !== 'en').flatMap((language) => {
    const words = messages[language] ?? {};
    const file = `messages/${language}.yaml`;
    const at = (key: string) => ({ file, line: lineOf(dir, file, [key]) });
    const missing = Object.keys(english)
      .filter((key) => words[key] === undefined)
      .map((key) => ({ ...at(key), id: 'C04', problem: `no "${key}"`, fix: `translate "${english[key]!.slice(0, 40)}"` }));
    const extra = Object.keys(words)
      .filter((key) => english[key] === undefined)
      .map((key) => ({ ...at(key), id: 'C05', problem: `"${key}" has no English`, fix: 'remove it or add the English' }));
    const holes = Object.keys(english)
      .filter((key) => words[key] !== undefined && placeholders(english[key]!) !== placeholders(words[key]!))
      .map((key) => ({
        ...at(key),
        id: 'C06',
        problem: `"${key}" has other {placeholders} than its English`,
        fix: `use ${placeholders(english[key]!) || 'none'}`,
      }));
    return [...missing, ...extra, ...holes];
  });
}

function placeholders(text: string): string {
  return [...new Set(text.match(/\{\w+\}/g) ?? [])].sort().join(' ');
}

function lineOf(dir: string, file: string, path: (string | number)[]): number {
  const lines = new LineCounter();
  const document = parseDocument(readFileSync(join(dir, file), 'utf8'), { lineCounter: lines });
  for (let depth = path.length; depth > 0; depth--) {
    const parent = document.getIn(path.slice(0, depth - 1), true) ?? document.contents;
    const pair = isMap(parent) ? parent.items.find(({ key }) => String(key) === String(path[depth - 1])) : undefined;
    const node = (pair?.key ?? document.getIn(path.slice(0, depth), true)) as { range?: [number, number, number] } | undefined;
    if (node?.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
}
