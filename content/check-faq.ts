import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { entrySchema, entryTranslationSchema, FAQ_PLACEHOLDERS, factLinesSchema } from './faq-schema.ts';
import type { Finding } from './finding.ts';
import { type EntryFile, entryIds, FAQ_DIR, loadGroups, readEntryFile } from './load-faq.ts';
import { readYaml } from './read-yaml.ts';
import { gradeOf, infleszOf } from './readability.ts';
import { LANGUAGES, type Language } from './schema.ts';
import { hashOf } from './words.ts';

const LEAST_QUESTIONS = 15;
const MOST_FIRST_WORDS = 50;
const MOST_FIRST_SENTENCES = 2;
const HARDEST_GRADE = 7;
const HARDEST_INFLESZ = 60;

/** One language of a topic, as its file says it. */
interface Page extends EntryFile<{ id: string; question: string; questions: string[] }> {
  file: string;
  language: Language;
  lines: string[];
}

/** Everything that is wrong with the entries of a folder, measured against the ids of the known sources. */
export function checkFaq(sources: ReadonlySet<string>, dir: string = FAQ_DIR, today: Date = new Date()): Finding[] {
  const ids = entryIds(dir);
  const groups = loadGroups(dir);
  const facts = readYaml(dir, 'facts.yaml', factLinesSchema);
  const pages: Page[] = [];
  const findings = ids.flatMap((id) => {
    const english = readEntryFile(dir, `${id}.md`, entrySchema);
    const page = pageOf(dir, `${id}.md`, 'en', english);
    pages.push(page);
    const { related, sources: named, facts: given, group, review } = english.front;
    return [
      ...(group in groups
        ? []
        : [
            finding(page, 'group', 'C4B', `group "${group}" has no name`, `use ${Object.keys(groups).join(', ')} or add it to groups.yaml`),
          ]),
      ...(review < today.toISOString().slice(0, 10)
        ? [{ ...finding(page, 'review', 'C4C', `was to be read again by ${review}`, 'read it, then set a new day'), later: true as const }]
        : []),
      ...named
        .filter((source) => !sources.has(source))
        .map((source) => finding(page, 'sources', 'C43', `source "${source}" is unknown`, 'add it to sources.yaml or name another')),
      ...related
        .filter((other) => !ids.includes(other) || other === id)
        .map((other) => finding(page, 'related', 'C44', `related "${other}" is no other topic`, 'name the file of a topic without .md')),
      ...coverage(page, facts[id]?.length, given),
      ...LANGUAGES.filter((language) => language !== 'en').flatMap((language) => checkTranslation(dir, id, language, page, pages)),
    ];
  });
  return [...findings, ...pages.flatMap(checkPage), ...claimedTwice(pages)];
}

function checkTranslation(dir: string, id: string, language: Language, english: Page, pages: Page[]): Finding[] {
  const file = `${id}.${language}.md`;
  if (!existsSync(join(dir, file))) return [finding(english, 'id', 'C41', `no ${language} for "${id}"`, `write ${file}`)];
  const translation = readEntryFile(dir, file, entryTranslationSchema);
  const page = pageOf(dir, file, language, translation);
  pages.push(page);
  const findings: Finding[] = [];
  const hash = hashOf(english.body);
  if (translation.front.of !== hash)
    findings.push(finding(page, 'of', 'C42', 'translates an older English', `read it again, then set of: ${hash}`));
  const [theirs, mine] = [placeholders(english.body), placeholders(page.body)];
  if (theirs.join() !== mine.join())
    findings.push({
      ...finding(page, 'of', 'C49', 'has other {placeholders} than its English', `use ${theirs.join(' ') || 'none'}`),
      line: page.bodyLine,
    });
  return findings;
}

/** Every fact line is given, and none that is not there. */
function coverage(page: Page, known: number | undefined, given: number[]): Finding[] {
  if (known === undefined) return [finding(page, 'id', 'C4A', 'has no fact lines', `add "${page.front.id}" to facts.yaml`)];
  const missing = Array.from({ length: known }, (_, i) => i + 1).filter((number) => !given.includes(number));
  const extra = given.filter((number) => number > known);
  return [
    ...missing.map((number) =>
      finding(page, 'facts', 'C4A', `fact ${number} is not given`, 'say it in the answer and add its number to facts'),
    ),
    ...extra.map((number) => finding(page, 'facts', 'C4A', `there is no fact ${number}`, `facts.yaml has ${known}: remove the number`)),
  ];
}

function checkPage(page: Page): Finding[] {
  const findings: Finding[] = [];
  const { questions } = page.front;
  if (questions.length < LEAST_QUESTIONS)
    findings.push(
      finding(page, 'questions', 'C46', `only ${questions.length} questions`, `write at least ${LEAST_QUESTIONS}, as patients would`),
    );
  const body = (id: string, problem: string, fix: string) =>
    findings.push({ ...finding(page, 'id', id, problem, fix), line: page.bodyLine });
  const [first = ''] = page.body.split(/\n\s*\n/);
  const words = first.split(/\s+/).length;
  const sentences = first.split(/(?<=[.!?])\s+/).length;
  if (sentences > MOST_FIRST_SENTENCES)
    body('C47', `the first part has ${sentences} sentences`, `answer in ${MOST_FIRST_SENTENCES}: they go out by SMS alone`);
  if (words > MOST_FIRST_WORDS) body('C47', `the first part has ${words} words`, `say it in ${MOST_FIRST_WORDS}: it goes out by SMS alone`);
  if (page.language === 'en' && gradeOf(page.body) > HARDEST_GRADE)
    body('C48', `reads at school grade ${gradeOf(page.body).toFixed(1)}`, `shorter sentences and words, to grade ${HARDEST_GRADE}`);
  if (page.language === 'es' && infleszOf(page.body) < HARDEST_INFLESZ)
    body('C48', `reads at INFLESZ ${infleszOf(page.body).toFixed(0)}`, `shorter sentences and words, to ${HARDEST_INFLESZ} or more`);
  for (const unknown of placeholders(page.body).filter((name) => !FAQ_PLACEHOLDERS.some((known) => name === `{${known}}`)))
    body('C49', `${unknown} is no placeholder`, `use ${FAQ_PLACEHOLDERS.map((name) => `{${name}}`).join(' ')}`);
  return findings;
}

/** The search cannot tell two topics apart that are asked in the same words. */
function claimedTwice(pages: Page[]): Finding[] {
  const owners = new Map<string, string>();
  return pages.flatMap((page) =>
    [page.front.question, ...page.front.questions].flatMap((question) => {
      const asked = question
        .normalize('NFKD')
        .replace(/[^\p{L}\p{N} ]/gu, '')
        .replace(/\s+/g, ' ')
        .trim()
        .toLowerCase();
      const owner = owners.get(asked) ?? page.front.id;
      owners.set(asked, owner);
      if (owner === page.front.id) return [];
      const line = page.lines.findIndex((text) => text.includes(question)) + 1;
      return [
        {
          ...finding(page, 'questions', 'C45', `"${question}" is claimed by "${owner}" too`, 'leave it to one of them'),
          line: Math.max(1, line),
        },
      ];
    }),
  );
}

function pageOf(dir: string, file: string, language: Language, read: EntryFile<Page['front']>): Page {
  return { ...read, file, language, lines: readFileSync(join(dir, file), 'utf8').split(/\r?\n/) };
}

function finding(page: Page, field: string, id: string, problem: string, fix: string): Finding {
  const line = page.lines.findIndex((text) => text.startsWith(`${field}:`)) + 1;
  return { id, file: page.file, line: Math.max(1, line), problem, fix };
}

function placeholders(text: string): string[] {
  return [...new Set(text.match(/\{\w*\}/g) ?? [])].sort();
}
