import type { Content } from '../../content/load.ts';
import { modelFile, readModelFile } from '../../content/model-file.ts';
import type { Language } from '../../content/schema.ts';
import { messageVectors } from '../understand/vectors/message-vectors.ts';
import { CAUTIOUS } from './calibrate.ts';
import { examplesOf } from './examples.ts';
import { fingerprintOf } from './fingerprint.ts';
import { learn } from './learn.ts';
import { deserialize, type Model } from './model.ts';
import { scorer } from './scores.ts';
import { type Found, type Index, search, wordsOf } from './search.ts';
import { readerOf, usageOf } from './spelling.ts';

export const MODEL_FILE = modelFile('faq.bin');

/** Of 168 unseen questions that the words alone answered with this chance or more, none was answered wrong. */
const SURE_BY_WORDS = 0.85;

const indexes = new WeakMap<Content, Index>();

/** The index of this content's topics: the one that was built, or one learnt now, by words alone, when that is of other content. */
export function indexOf(content: Content): Index {
  const known = indexes.get(content);
  if (known) return known;
  const { lexicon, faqWords } = content;
  const model = builtModel(fingerprintOf(content)) ?? learnNow(content);
  const reader = readerOf(model.usage, faqWords.concepts, lexicon);
  const { ids, meaning } = model.learnt;
  const vectorOf = meaning && messageVectors(content.gloss);
  const made: Index = {
    ids,
    score: scorer(model.learnt, reader),
    calibration: model.calibration,
    written: writtenIn(content),
    vectors: vectorOf && ((text, language) => vectorOf(reader.plain(text), language)),
  };
  indexes.set(content, made);
  return made;
}

/** The topic that a question asks for, some to choose from, or none. */
export async function findAnswer(content: Content, text: string, language: Language): Promise<Found> {
  return answerFrom(indexOf(content), text, language);
}

/** Sentence vectors take ten times as long as words: they are asked for where the words alone leave a doubt. */
export async function answerFrom(index: Index, text: string, language: Language): Promise<Found> {
  const byWords = search(index, text, language);
  if (!index.vectors || (byWords.band === 'answer' && byWords.chance >= SURE_BY_WORDS)) return byWords;
  return search(index, text, language, await index.vectors(text, language));
}

function writtenIn({ faq, faqWords }: Content): ReadonlyMap<string, string | undefined> {
  const asked = examplesOf(faq, faqWords).filter(({ share }) => share === undefined);
  return new Map(asked.map(({ text, id }) => [wordsOf(text), id]));
}

export function builtModel(fingerprint: string): Model | undefined {
  const bytes = readModelFile(MODEL_FILE);
  try {
    const model = bytes && deserialize(bytes);
    return model?.fingerprint === fingerprint ? model : undefined;
  } catch {
    return undefined;
  }
}

function learnNow(content: Content): Model {
  const { faq, faqWords, lexicon } = content;
  const examples = examplesOf(faq, faqWords);
  const usage = usageOf(examples, lexicon.shorthand);
  const reader = readerOf(usage, faqWords.concepts, lexicon);
  const ids = faq.entries.map(({ id }) => id);
  return { fingerprint: '', usage, learnt: learn(examples, ids, reader), calibration: CAUTIOUS };
}
