import { createContext } from 'preact';
import { useContext } from 'preact/hooks';

export interface Config {
  language: string;
  clinic: string;
  privacyUrl: string;
  words: Record<string, Record<string, string>>;
}

export type Say = (key: string, params?: Record<string, string | number>) => string;

export function sayIn({ words }: Config, language: string): Say {
  return (key, params = {}) => (words[language]?.[key] ?? key).replace(/<(\w+)>/g, (_, name: string) => String(params[name] ?? ''));
}

export const Words = createContext<Say>((key) => key);
export const useWords = (): Say => useContext(Words);
