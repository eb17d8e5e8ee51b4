import { onceForEach } from '../once.ts';
import type { Word } from './phrase-steps.ts';

/** Finds by a word what was put under that word, under how it begins, or under any number. */
export class WordIndex<Item> {
  readonly #byWord = new Map<string, Item[]>();
  readonly #byPrefix = new Map<string, Item[]>();
  readonly #byNumber: Item[] = [];
  readonly #lengths = new Set<number>();
  readonly #ofKnownWord = onceForEach((word) => this.#look(word));

  add({ words, prefixes, number }: Word, item: Item): void {
    for (const word of words) push(this.#byWord, word, item);
    for (const prefix of prefixes) {
      push(this.#byPrefix, prefix, item);
      this.#lengths.add(prefix.length);
    }
    if (number) this.#byNumber.push(item);
  }

  of(text: string): readonly Item[] {
    return this.#byWord.has(text) ? this.#ofKnownWord(text) : this.#look(text);
  }

  #look(text: string): readonly Item[] {
    const found = new Set(this.#byWord.get(text));
    for (const length of this.#lengths)
      if (length <= text.length) for (const each of this.#byPrefix.get(text.slice(0, length)) ?? []) found.add(each);
    if (isNumber(text)) for (const each of this.#byNumber) found.add(each);
    return [...found];
  }
}

/** Numbers are tokens of their own, digits first. */
export function isNumber(text: string): boolean {
  return text >= '0' && text < ':';
}

function push<Value>(index: Map<string, Value[]>, key: string, value: Value): void {
  const list = index.get(key);
  if (list) list.push(value);
  else index.set(key, [value]);
}
