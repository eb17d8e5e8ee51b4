import type { Content } from '../../content/load.ts';
import { loadContent } from '../../content/load.ts';
import type { Language } from '../../content/schema.ts';
import { findAnswer, indexOf } from '../../dialogs/faq/answers.ts';
import { CAUTIOUS } from '../../dialogs/faq/calibrate.ts';
import { examplesOf } from '../../dialogs/faq/examples.ts';
import { learn } from '../../dialogs/faq/learn.ts';
import { scorer } from '../../dialogs/faq/scores.ts';
import { search } from '../../dialogs/faq/search.ts';
import { readerOf, usageOf } from '../../dialogs/faq/spelling.ts';
import { newSession } from '../../dialogs/session.ts';
import { makeReader, type Reader } from '../../dialogs/understand/reader.ts';
import { messageVectors } from '../../dialogs/understand/vectors/message-vectors.ts';
import { warmUp } from '../../dialogs/warm-up.ts';
import { at } from './score.ts';

export interface Said {
  text: string;
  lang: string;
}

const MANY_TOPICS = 6_000;
const NOW = new Date('2026-11-22T18:00:00Z');

/** What understanding a message and answering a question cost: each alone, in this process, once all is warm. */
export async function printCost({ messages, questions }: Record<'messages' | 'questions', readonly Said[]>): Promise<void> {
  const content = loadContent();
  const warm = await warmUp(content);
  try {
    const said = messages.map(messageOf);
    const withVectors = await timed(said, understanding(makeReader(content, messageVectors(content.gloss))));
    const byWords = await timed(said, understanding(makeReader(content)));
    console.log(`cost: understanding a message with sentence vectors ${ms(withVectors)}; by words alone ${ms(byWords)}`);
    const index = indexOf(content);
    const all = questions.map(messageOf);
    const asked = await timed(all, ({ text, language }) => findAnswer(content, text, language));
    const byWord = await timed(all, ({ text, language }) => search(index, text, language));
    console.log(`cost: a question to the FAQ with sentence vectors ${ms(asked)}; by words alone ${ms(byWord)}`);
    await printIndexes(content, all);
  } finally {
    await warm.close();
  }
}

type Message = { text: string; language: Language };

function messageOf({ text, lang }: Said): Message {
  return { text, language: lang === 'es' ? 'es' : 'en' };
}

function understanding(reader: Reader) {
  return ({ text, language }: Message) => reader.read({ text, at: NOW, locale: language }, { ...newSession(language), greeted: true });
}

/** Learning by words alone: what a start does when the content is another than the one that was built. */
async function printIndexes(content: Content, messages: readonly Message[]): Promise<void> {
  const { faq, faqWords, lexicon } = content;
  const examples = examplesOf(faq, faqWords);
  const ids = faq.entries.map(({ id }) => id);
  const begun = performance.now();
  learn(examples, ids, readerOf(usageOf(examples, lexicon.shorthand), faqWords.concepts, lexicon));
  const learnt = performance.now() - begun;
  const many = Array.from({ length: MANY_TOPICS }, (_, i) => `topic-${i}`);
  // Each a question of the FAQ with a word of its own, so that the topics have as much in common as real ones.
  const theirs = many.map((id, i) => {
    const { text, language } = examples[i % examples.length]!;
    return { text: `${text} ${id.replace('-', '')}`, language, id };
  });
  const reader = readerOf(usageOf(theirs, lexicon.shorthand), faqWords.concepts, lexicon);
  const score = scorer(learn(theirs, many, reader), reader);
  const queried = await timed(messages, ({ text, language }) => search({ ids: many, score, calibration: CAUTIOUS }, text, language));
  console.log(
    `cost: the index of ${ids.length} topics learnt by words in ${(learnt / 1_000).toFixed(1)} s; a question to ${MANY_TOPICS} topics ${ms(queried)}`,
  );
}

/** Milliseconds, shortest first. */
async function timed<Item>(items: readonly Item[], work: (item: Item) => unknown): Promise<number[]> {
  for (const item of items.slice(0, 50)) await work(item);
  const times: number[] = [];
  for (const item of items) {
    const begun = performance.now();
    await work(item);
    times.push(performance.now() - begun);
  }
  return times.sort((one, other) => one - other);
}

function ms(times: number[]): string {
  return `p50 ${at(times, 0.5).toFixed(1)} ms, p99 ${at(times, 0.99).toFixed(1)} ms`;
}
