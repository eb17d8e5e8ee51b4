import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { answersSchema } from './answers-schema.ts';
import { commandsSchema } from './lexicon-schema.ts';
import { CONTENT_DIR, PROTOCOL } from './load.ts';
import { ContentError, readYaml } from './read-yaml.ts';
import { LANGUAGES, type Language } from './schema.ts';

export const CONFIRM = 'confirm-emergency';
export const COMMANDS = 'commands';
/** The day from which the bank counts dates, a Sunday. */
export const BANK_DAY = '2026-11-22';
const CLOSED = ['yes', 'no', 'unsure'];

const choices = z.array(z.looseObject({ id: z.string() })).optional();
/** Of the protocol only the questions and the names of their options matter here. */
const questionsSchema = z.looseObject({
  questions: z.array(
    z.looseObject({ id: z.string(), kind: z.string(), options: choices, unsure: z.looseObject({ options: choices }).optional() }),
  ),
});
const NUMBERED = /^(scale|date)$/;

export interface AnswerPhrase {
  text: string;
  question: string;
  /** The option or command that is meant; of a scale or a date `means`. */
  option: string;
  /** The number on the scale, or the days before `BANK_DAY`. */
  number?: number;
  language: Language;
  /** Where it stands: the file, and its path in the file. */
  file: string;
  at: (string | number)[];
}

/** Reads `phrases/answers/<language>/<question>.yaml`; throws a `ContentError` whose every line is `file:line problem: fix`. */
export function loadAnswers(dir: string = CONTENT_DIR): AnswerPhrase[] {
  const { questions } = readYaml(dir, `${PROTOCOL}/triage.yaml`, questionsSchema);
  const known = new Map<string, Known>([
    [CONFIRM, { options: CLOSED, numbered: false }],
    [COMMANDS, { options: commandsOf(dir), numbered: false }],
  ]);
  for (const { id, kind, options = [], unsure } of questions)
    known.set(id, { options: [...options, ...(unsure?.options ?? [])].map((each) => each.id), numbered: NUMBERED.test(kind) });
  return LANGUAGES.flatMap((language) => filesOf(dir, language).flatMap((question) => readQuestion(dir, language, question, known)));
}

/** What a file of answers has to speak of. */
interface Known {
  options: string[];
  numbered: boolean;
}

/** Those of one question (`change-…`) are made of the words of `change` and of the question. */
function commandsOf(dir: string): string[] {
  const { commands } = readYaml(dir, `${PROTOCOL}/phrases/commands.en.yaml`, commandsSchema);
  return Object.keys(commands).filter((id) => !id.startsWith('change-'));
}

function filesOf(dir: string, language: Language): string[] {
  const files = readdirSync(join(dir, PROTOCOL, 'phrases/answers', language));
  return files.flatMap((file) => (file.endsWith('.yaml') ? [file.slice(0, -'.yaml'.length)] : [])).sort();
}

function readQuestion(dir: string, language: Language, question: string, known: ReadonlyMap<string, Known>): AnswerPhrase[] {
  const file = `${PROTOCOL}/phrases/answers/${language}/${question}.yaml`;
  const said = readYaml(dir, file, answersSchema);
  const asked = known.get(question);
  if (said.question !== question) throw new ContentError([`${file}:1 question is "${said.question}": name it ${question}, as the file`]);
  if (said.language !== language)
    throw new ContentError([`${file}:1 language is "${said.language}": set it to ${language}, as the folder`]);
  if (!asked) throw new ContentError([`${file}:1 the protocol has no question "${question}": rename or remove the file`]);
  const complaints = [
    ...Object.keys(said.options).flatMap((id) => (asked.options.includes(id) ? [] : [`"${id}" is no option of ${question}: remove it`])),
    ...asked.options.flatMap((id) => (said.options[id] ? [] : [`nothing is said for option "${id}": add phrases`])),
    ...(asked.numbered === Object.keys(said.means).length > 0 ? [] : ['only a scale or a date has, and needs, `means`: add or remove it']),
  ];
  if (complaints.length) throw new ContentError(complaints.map((complaint) => `${file}:1 ${complaint}`));
  const options = Object.entries(said.options).flatMap(([option, texts]) =>
    texts.map((text, at): AnswerPhrase => ({ text, question, option, language, file, at: ['options', option, at] })),
  );
  const means = Object.entries(said.means).map(
    ([text, number]): AnswerPhrase => ({ text, question, option: 'means', number, language, file, at: ['means', text] }),
  );
  return [...options, ...means];
}
