import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Option } from './activity.ts';

export interface Office {
  name: string;
  /** A map's address. */
  directions: string;
}

export interface Config {
  language: string;
  clinic: string;
  /** In digits, with the country. */
  phone: string;
  privacyUrl: string;
  offices: Office[];
  /** What the bot will say first, by language. */
  greetings: Record<string, { text: string; options: Option[] }>;
  words: Record<string, Record<string, string>>;
}

export type Say = (key: string, params?: Record<string, string | number>) => string;

export function sayIn({ words }: Config, language: string): Say {
  return (key, params = {}) => (words[language]?.[key] ?? key).replace(/<(\w+)>/g, (_, name: string) => String(params[name] ?? ''));
}

export const Words = createContext<Say>((key) => key);
export const useWords = (): Say => useContext(Words);
