import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { answersSchema } from './answers-schema.ts';
import { CONTENT_DIR, PROTOCOL } from './load.ts';
import { ContentError, readYaml } from './read-yaml.ts';
import { LANGUAGES, type Language } from './schema.ts';

export const CONFIRM = 'confirm-emergency';
const CLOSED = ['yes', 'no', 'unsure'];

const choices = z.array(z.looseObject({ id: z.string() })).optional();
/** Of the protocol only the questions and the names of their options matter here. */
const questionsSchema = z.looseObject({
  questions: z.array(z.looseObject({ id: z.string(), options: choices, unsure: z.looseObject({ options: choices }).optional() })),
});

export interface AnswerPhrase {
  text: string;
  question: string;
  option: string;
  language: Language;
  /** Where it stands: the file, and its path in the file. */
  file: string;
  at: (string | number)[];
}

/** Reads `phrases/answers/<language>/<question>.yaml`; throws a `ContentError` whose every line is `file:line problem: fix`. */
export function loadAnswers(dir: string = CONTENT_DIR): AnswerPhrase[] {
  const { questions } = readYaml(dir, `${PROTOCOL}/triage.yaml`, questionsSchema);
  const known = new Map([[CONFIRM, CLOSED]]);
  for (const { id, options = [], unsure } of questions)
    known.set(
      id,
      [...options, ...(unsure?.options ?? [])].map((each) => each.id),
    );
  return LANGUAGES.flatMap((language) => filesOf(dir, language).flatMap((question) => readQuestion(dir, language, question, known)));
}

function filesOf(dir: string, language: Language): string[] {
  const files = readdirSync(join(dir, PROTOCOL, 'phrases/answers', language));
  return files.flatMap((file) => (file.endsWith('.yaml') ? [file.slice(0, -'.yaml'.length)] : [])).sort();
}

function readQuestion(dir: string, language: Language, question: string, known: ReadonlyMap<string, string[]>): AnswerPhrase[] {
  const file = `${PROTOCOL}/phrases/answers/${language}/${question}.yaml`;
  const said = readYaml(dir, file, answersSchema);
  const options = known.get(question);
  if (said.question !== question) throw new ContentError([`${file}:1 question is "${said.question}": name it ${question}, as the file`]);
  if (said.language !== language)
    throw new ContentError([`${file}:1 language is "${said.language}": set it to ${language}, as the folder`]);
  if (!options) throw new ContentError([`${file}:1 the protocol has no question "${question}": rename or remove the file`]);
  const complaints = [
    ...Object.keys(said.options).flatMap((id) => (options.includes(id) ? [] : [`"${id}" is no option of ${question}: remove it`])),
    ...options.flatMap((id) => (said.options[id] ? [] : [`nothing is said for option "${id}": add phrases`])),
  ];
  if (complaints.length) throw new ContentError(complaints.map((complaint) => `${file}:1 ${complaint}`));
  return Object.entries(said.options).flatMap(([option, texts]) =>
    texts.map((text, at): AnswerPhrase => ({ text, question, option, language, file, at: ['options', option, at] })),
  );
}
