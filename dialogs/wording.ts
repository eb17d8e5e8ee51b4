import type { Content } from '../content/load.ts';
import type { Clinic, Language } from '../content/schema.ts';
import { oncePer } from './once.ts';

/** Doors that need words of their own: a text message is short, and nothing in it can be tapped. */
export type Medium = 'sms';

/** The content in one language. */
export interface Wording {
  language: Language;
  clinic: Clinic;
  /** A sentence of the protocol, by its key (see `wordsOf`). */
  word(key: string): string;
  /** A sentence of the interface. The clinic's name, phone and emergency number need not be given. */
  say(key: string, params?: Readonly<Record<string, string | number>>): string;
}

/** What `messages/` says under the medium's name and the key, such as `sms.greeting`, stands in place of the key's own words. */
export function wording(content: Content, language: Language, medium?: Medium): Wording {
  const made = wordings(content);
  const key = `${language} ${medium ?? ''}`;
  const known = made.get(key) ?? makeWording(content, language, medium);
  made.set(key, known);
  return known;
}

const wordings = oncePer((_content: Content) => new Map<string, Wording>());

function makeWording(content: Content, language: Language, medium?: Medium): Wording {
  const { clinic } = content;
  const messages = content.messages[language];
  const special = (key: string) => (medium === undefined ? undefined : messages[`${medium}.${key}`]);
  const always = { clinic: clinic.shortName, phone: phoneText(clinic.phone), emergency: clinic.emergencyNumber };
  return {
    language,
    clinic,
    word: (key) => special(key) ?? found(content.words[language].get(key), key),
    say: (key, params = {}) => fill(special(key) ?? found(messages[key], key), { ...always, ...params }),
  };
}

/** +13105550134 as (310) 555-0134. */
export function phoneText(phone: string): string {
  return phone.replace(/^\+1(\d{3})(\d{3})(\d{4})$/, '($1) $2-$3');
}

function found(text: string | undefined, key: string): string {
  if (text === undefined) throw new Error(`no wording for "${key}": add it to content/messages or the protocol`);
  return text;
}

function fill(text: string, params: Readonly<Record<string, string | number>>): string {
  const filled = text.replace(/\{(\w+)\}/g, (_, name: string) => {
    if (params[name] === undefined) throw new Error(`nothing given for {${name}} in "${text.slice(0, 40)}"`);
    return String(params[name]);
  });
  // "9:00 a.m." at the end of a sentence has one full stop.
  return filled.replace(/\.\.(?=\s|$)/g, '.');
}
