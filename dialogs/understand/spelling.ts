import { distance } from './distance.ts';
import type { Token } from './tokens.ts';

/** Mends a word that the phrases do not know, when it is one slip away from a word that they do. */
export type Speller = (tokens: readonly Token[]) => Token[];

const SHORTEST = 5;
const SHORTEST_FOR_TWO = 9;
/** Nobody misspells more; gibberish would cost time. */
const MOST_A_MESSAGE = 300;
const SHORTEST_STEM = 5;
const SHORTEST_SOUND = 4;
/** What may follow a stem that phrases write as `stem*`. */
const ENDINGS = ['', 's', 'e', 'd', 'ed', 'ing', 'a', 'o', 'as', 'os', 'ada', 'ado', 'io', 'on'];

/**
 * `everyday` words are never mended: "fewer" is not a fever. Two slips are mended in long words only, and not when a consonant was
 * exchanged, so that a conversion never becomes a convulsion.
 */
export function speller(words: Iterable<string>, everyday: Iterable<string>): Speller {
  const kept = new Set<string>(everyday);
  const prefixes = new Set<string>();
  const byShape = new Map<string, string[]>();
  const bySound = new Map<string, string>();
  const file = (word: string) => {
    const list = byShape.get(shape(word, word.length));
    if (list) list.push(word);
    else byShape.set(shape(word, word.length), [word]);
  };
  for (const word of words) {
    if (word.endsWith('*')) {
      const stem = word.slice(0, -1);
      prefixes.add(stem);
      if (stem.length >= SHORTEST_STEM) for (const ending of ENDINGS) file(stem + ending);
      if (stem.length >= SHORTEST_SOUND && !bySound.has(soundOf(stem))) bySound.set(soundOf(stem), stem);
    } else if (!kept.has(word) || word.length >= SHORTEST) {
      if (word.length >= SHORTEST) file(word);
      if (word.length >= SHORTEST_SOUND && !bySound.has(soundOf(word))) bySound.set(soundOf(word), word);
      kept.add(word);
    }
  }
  /** Spanish is written as it sounds: "kabeza", "convulciono", "ermano". */
  const bySoundOf = (word: string): string | undefined => {
    const sound = soundOf(word);
    for (let length = sound.length; length >= SHORTEST_SOUND - 1; length--) {
      const found = bySound.get(sound.slice(0, length));
      if (found && (length === sound.length || prefixes.has(found))) return found;
    }
    return undefined;
  };
  const memory = new Map<string, string>();
  const mend = (word: string): string => {
    if (word.length < SHORTEST_SOUND || word.length > 20 || kept.has(word) || word[0]! < 'a') return word;
    for (let length = 3; length <= word.length; length++) if (prefixes.has(word.slice(0, length))) return word;
    const heard = bySoundOf(word);
    if (heard) return heard;
    if (word.length < SHORTEST) return word;
    for (const slips of word.length >= SHORTEST_FOR_TWO ? [1, 2] : [1]) {
      for (let length = Math.max(SHORTEST, word.length - slips); length <= word.length + slips; length++) {
        for (const candidate of byShape.get(shape(word, length)) ?? []) {
          if (slips === 2 && (candidate.length < SHORTEST_FOR_TWO || !soundsAlike(word, candidate))) continue;
          // Words that differ in their last letter alone are two forms, not a slip: "estrés", "raspé".
          if (word.length === candidate.length && word.slice(0, -1) === candidate.slice(0, -1)) continue;
          if (distance(word, candidate, slips) <= slips) return candidate;
        }
      }
    }
    return word;
  };
  return (tokens) => {
    let tried = 0;
    return tokens.map((token) => {
      if (token.boundary) return token;
      let mended = memory.get(token.text);
      if (mended === undefined) {
        if (++tried > MOST_A_MESSAGE) return token;
        mended = mend(token.text);
        // Bounded, so that what patients type cannot fill the memory.
        if (memory.size < 5_000) memory.set(token.text, mended);
      }
      return mended === token.text ? token : { ...token, text: mended };
    });
  };
}

function shape(word: string, length: number): string {
  return `${word[0]}${length}`;
}

/** How a word sounds in Spanish: silent h, b for v, s for z and soft c, k for hard c and qu, y for ll. */
function soundOf(word: string): string {
  return word
    .replace(/ch/g, '1')
    .replace(/h/g, '')
    .replace(/v/g, 'b')
    .replace(/z|c(?=[ei])/g, 's')
    .replace(/qu(?=[ei])|c|q/g, 'k')
    .replace(/ll/g, 'y')
    .replace(/(.)\1/g, '$1');
}

function soundsAlike(one: string, other: string): boolean {
  const [a, b] = [consonants(one), consonants(other)];
  return a === b || (a.length === b.length ? [...a].sort().join('') === [...b].sort().join('') : distance(a, b, 1) <= 1);
}

function consonants(word: string): string {
  return word.replace(/[aeiou]/g, '').replace(/(.)\1+/g, '$1');
}
