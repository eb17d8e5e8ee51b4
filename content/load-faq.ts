import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { z } from 'zod';
import { entrySchema, entryTranslationSchema, groupsSchema } from './faq-schema.ts';
import { ContentError, parseYaml, readYaml } from './read-yaml.ts';
import { LANGUAGES, type Language } from './schema.ts';

/** One topic in one language. */
export interface Said {
  question: string;
  questions: string[];
  /** The first paragraph: it answers the question by itself, and is all that an SMS gets. */
  first: string;
  /** The rest; may be empty. */
  more: string;
}

export interface Entry {
  id: string;
  group: string;
  safety: boolean;
  related: string[];
  sources: string[];
  /** Numbers of the lines of `facts.yaml` that the answer gives. */
  facts: number[];
  /** The day by which the answer has to be read again. */
  review: string;
  languages: Record<Language, Said>;
}

export interface Faq {
  /** Sorted by id. */
  entries: Entry[];
  byId: ReadonlyMap<string, Entry>;
  /** Every group that has topics, in the order in which they are shown. */
  groups: Group[];
}

export interface Group {
  id: string;
  label: Record<Language, string>;
  entries: Entry[];
}

/** A file cut in two: the front matter as YAML, and the answer. */
export interface EntryFile<Front> {
  front: Front;
  body: string;
  /** Where the answer begins. */
  bodyLine: number;
}

export const FAQ_DIR = fileURLToPath(new URL('./post-dural-puncture-headache/faq', import.meta.url));
const TRANSLATED = new RegExp(`\\.(${LANGUAGES.join('|')})\\.md$`);

/** Reads every topic; throws a `ContentError` whose every line is `file:line problem: fix`. */
export function loadFaq(dir: string = FAQ_DIR): Faq {
  const complaints: string[] = [];
  const entries = entryIds(dir).flatMap((id) => {
    try {
      return [loadEntry(dir, id)];
    } catch (error) {
      if (!(error instanceof ContentError)) throw error;
      complaints.push(...error.complaints);
      return [];
    }
  });
  if (complaints.length > 0) throw new ContentError(complaints);
  return { entries, byId: new Map(entries.map((entry) => [entry.id, entry])), groups: groupsOf(dir, entries) };
}

/** A group without a name is called by its id; the content check refuses it. */
function groupsOf(dir: string, entries: readonly Entry[]): Group[] {
  const named = loadGroups(dir);
  const ids = new Set([...Object.keys(named), ...entries.map(({ group }) => group)]);
  const groups = [...ids].map((id) => ({
    id,
    label: named[id] ?? { en: id, es: id },
    entries: entries.filter(({ group }) => group === id),
  }));
  return groups.filter((group) => group.entries.length > 0);
}

export function loadGroups(dir: string): z.output<typeof groupsSchema> {
  return existsSync(join(dir, 'groups.yaml')) ? readYaml(dir, 'groups.yaml', groupsSchema) : {};
}

export function entryIds(dir: string): string[] {
  return readdirSync(dir)
    .filter((file) => file.endsWith('.md') && !TRANSLATED.test(file))
    .map((file) => file.slice(0, -'.md'.length))
    .sort();
}

/** A topic without a translation is answered in English; the content check refuses it. */
function loadEntry(dir: string, id: string): Entry {
  const english = readEntryFile(dir, `${id}.md`, entrySchema);
  const { question, questions, ...common } = english.front;
  if (common.id !== id) throw new ContentError([`${id}.md:2 id is "${common.id}": name it ${id}, as the file`]);
  const first = said(question, questions, english.body);
  const languages = Object.fromEntries(LANGUAGES.map((language) => [language, first])) as Record<Language, Said>;
  for (const language of LANGUAGES) {
    const file = `${id}.${language}.md`;
    if (language === 'en' || !existing(dir).has(file)) continue;
    const { front, body } = readEntryFile(dir, file, entryTranslationSchema);
    if (front.id !== id) throw new ContentError([`${file}:2 id is "${front.id}": name it ${id}, as the file`]);
    languages[language] = said(front.question, front.questions, body);
  }
  return { ...common, languages };
}

function existing(dir: string): Set<string> {
  return new Set(readdirSync(dir));
}

/** Reads and checks one file of the folder. */
export function readEntryFile<T extends z.ZodType>(dir: string, file: string, schema: T): EntryFile<z.output<T>> {
  const source = readFileSync(join(dir, file), 'utf8').replaceAll('\r\n', '\n');
  const parts = /^---\n([\s\S]*?\n)---\n([\s\S]*)$/.exec(source);
  if (!parts) throw new ContentError([`${file}:1 has no front matter: begin with a line ---, the fields, and another line ---`]);
  const [, front = '', body = ''] = parts;
  if (body.trim() === '') throw new ContentError([`${file}:${lines(front) + 2} has no answer: write it below the front matter`]);
  // The line with --- is kept as a comment, so that complaints name the line of the file.
  return { front: parseYaml(file, `#\n${front}`, schema), body: body.trim(), bodyLine: lines(front) + 2 };
}

function said(question: string, questions: string[], body: string): Said {
  const [first = '', ...more] = body.split(/\n\s*\n/);
  return { question, questions, first: first.trim(), more: more.join('\n\n').trim() };
}

function lines(text: string): number {
  return text.split('\n').length;
}
