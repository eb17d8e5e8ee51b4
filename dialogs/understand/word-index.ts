import { onceForEach } from '../once.ts';
import type { Word } from './phrase-steps.ts';

/** Prefixes lie together by their first letters; the few shorter ones under theirs. */
const HEAD = 3;

/** Finds by a word what was put under that word, under how it begins, or under any number. */
export class WordIndex<Item> {
  readonly #byWord = new Map<string, Item[]>();
  readonly #byHead = new Map<string, { prefix: string; items: Item[] }[]>();
  readonly #byNumber: Item[] = [];
  readonly #ofKnownWord = onceForEach((word) => this.#look(word));

  add({ words, prefixes, number }: Word, item: Item): void {
    for (const word of words) push(this.#byWord, word, item);
    for (const prefix of prefixes) {
      const head = prefix.slice(0, HEAD);
      const known = this.#byHead.get(head)?.find((each) => each.prefix === prefix);
      if (known) known.items.push(item);
      else push(this.#byHead, head, { prefix, items: [item] });
    }
    if (number) this.#byNumber.push(item);
  }

  of(text: string): readonly Item[] {
    return this.#byWord.has(text) ? this.#ofKnownWord(text) : this.#look(text);
  }

  #look(text: string): readonly Item[] {
    const lists = [this.#byWord.get(text), isNumber(text) ? this.#byNumber : undefined];
    for (let length = 1; length <= HEAD && length <= text.length; length++)
      for (const { prefix, items } of this.#byHead.get(text.slice(0, length)) ?? []) if (text.startsWith(prefix)) lists.push(items);
    const found = lists.filter((list) => list !== undefined);
    return found.length > 1 ? [...new Set(found.flat())] : (found[0] ?? []);
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
