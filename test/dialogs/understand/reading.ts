import { loadContent } from '../../../content/load.ts';
import type { Option, Question } from '../../../content/schema.ts';
import { readAnswer } from '../../../dialogs/understand/answer.ts';
import { readFacts, type ToldFacts } from '../../../dialogs/understand/facts.ts';
import { listening, tokensOf } from '../../../dialogs/understand/listening.ts';
import { telling } from '../../../dialogs/understand/telling.ts';
import type { Token } from '../../../dialogs/understand/tokens.ts';
import type { Answer } from '../../../dialogs/understand/understood.ts';

/** A Sunday. */
export const TODAY = '2026-11-22';

const content = loadContent();
const { phrases, protocol, lexicon } = content;
const listens = listening(lexicon, phrases.words);

export const books = telling(phrases);

export function tokens(text: string): Token[] {
  return tokensOf(text, listens);
}

export function question(id: string): Question {
  return protocol.questions.find((each) => each.id === id)!;
}

export function facts(text: string): Promise<ToldFacts> {
  return readFacts(text, tokens(text), { today: TODAY, phrases });
}

export function answer(id: string, text: string, shown?: readonly Option[]): Promise<Answer | undefined> {
  const asked = question(id);
  const labels = Object.fromEntries(
    (asked.options ?? []).map((option) => [option.id, [content.words.es.get(`questions.${id}.${option.id}`)!]]),
  );
  return readAnswer(text, tokens(text), asked, { today: TODAY, phrases, shown: shown ?? asked.options ?? [], labels, recognize: null });
}

/** As the tables write it. */
export function inShort(got: Answer | undefined): string {
  if (!got) return '-';
  if (got.kind === 'options') return got.ids.join(' ') + (got.complete ? '' : '~');
  if (got.kind !== 'facts') return got.kind;
  return Object.entries(got.facts)
    .map(([name, value]) => `${name}=${value}`)
    .join(' ');
}

/** Messages made to be slow. */
export const HOSTILE: readonly [name: string, text: string][] = [
  ['ones', '1 '.repeat(5_000)],
  ['dates', '1/1/2026 '.repeat(500)],
  ['letters', 'a'.repeat(10_000)],
  ['cues and dates', 'headache 3 days ago epidural '.repeat(350)],
  ['questions', 'what is no pain if i had not '.repeat(350)],
  ['postures', 'lying worse sitting better not '.repeat(320)],
  ['marks', '?!.,;'.repeat(2_000)],
  ['accents', 'é́'.repeat(5_000)],
];
