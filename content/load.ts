import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Talk } from './lexicon-schema.ts';
import { type Faq, loadFaq } from './load-faq.ts';
import { type FaqWords, loadFaqWords } from './load-faq-words.ts';
import { type Gloss, loadGloss } from './load-gloss.ts';
import { type Lexicon, loadLexicon } from './load-lexicon.ts';
import { loadPhrases, type Phrases } from './load-phrases.ts';
import { loadTalk } from './load-talk.ts';
import { readYaml } from './read-yaml.ts';
import {
  type Clinic,
  clinicSchema,
  LANGUAGES,
  type Language,
  type Messages,
  messagesSchema,
  type Protocol,
  protocolSchema,
  translationSchema,
} from './schema.ts';
import { wordsOf } from './words.ts';

export interface Content {
  protocol: Protocol;
  clinic: Clinic;
  /** Interface wording: `messages/<language>.yaml` and `messages/*.<language>.yaml` together. */
  messages: Record<Language, Messages>;
  /** The protocol's words by key, as `wordsOf` names them. */
  words: Record<Language, ReadonlyMap<string, string>>;
  /** How patients say things: signs, commands, and what is around them. */
  lexicon: Lexicon;
  /** How patients tell facts and name options. */
  phrases: Phrases;
  /** How a message stands in the conversation. */
  talk: Talk;
  /** What patients ask, answered. */
  faq: Faq;
  faqWords: FaqWords;
  /** Rough English for Spanish words. */
  gloss: Gloss;
}

export const CONTENT_DIR = fileURLToPath(new URL('.', import.meta.url));
export const PROTOCOL = 'post-dural-puncture-headache';

/** Reads everything; throws a `ContentError` whose every line is `file:line problem: fix`. */
export function loadContent(dir: string = CONTENT_DIR): Content {
  const protocol = readYaml(dir, `${PROTOCOL}/triage.yaml`, protocolSchema);
  const english = wordsOf(protocol);
  const said = join(dir, PROTOCOL, 'phrases');
  return {
    protocol,
    clinic: readYaml(dir, 'clinic.yaml', clinicSchema),
    messages: perLanguage((language) => readMessages(dir, language)),
    words: perLanguage((language) => (language === 'en' ? english : translate(dir, language, english))),
    lexicon: loadLexicon(said),
    phrases: loadPhrases(said),
    talk: loadTalk(said),
    faq: loadFaq(join(dir, PROTOCOL, 'faq')),
    gloss: loadGloss(said),
    faqWords: loadFaqWords(join(dir, PROTOCOL, 'faq')),
  };
}

/** A sentence that was not translated is shown in English; the content check refuses it. */
function translate(dir: string, language: Language, english: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const { words } = readYaml(dir, `${PROTOCOL}/triage.${language}.yaml`, translationSchema);
  return new Map([...english].map(([key, text]) => [key, words[key]?.text ?? text]));
}

function readMessages(dir: string, language: Language): Messages {
  const files = readdirSync(join(dir, 'messages')).filter((file) => file === `${language}.yaml` || file.endsWith(`.${language}.yaml`));
  return Object.assign({}, ...files.map((file) => readYaml(dir, `messages/${file}`, messagesSchema)));
}

function perLanguage<T>(make: (language: Language) => T): Record<Language, T> {
  return Object.fromEntries(LANGUAGES.map((language) => [language, make(language)])) as Record<Language, T>;
}
