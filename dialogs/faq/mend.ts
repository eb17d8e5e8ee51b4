import { distance } from '../understand/distance.ts';

/** A word as it was probably meant. */
export type Mender = (word: string) => string;

const SHORTEST = 3;
const SHORTEST_FOR_TWO = 7;
const LONGEST = 24;
/** A word that was written this often may be what a slip was meant to be. */
const SETTLED = 3;
/** How much more often the word that was meant has to be written, by the number of slips. */
const TIMES_AS_OFTEN = [0, 4, 12];
/** A word that somebody did write, if rarely, is only a slip of a very common one. */
const OFTEN_IF_WRITTEN = 60;
const OFTEN_IF_WRITTEN_SHORT = 150;
/** The questions of the content have slips too: a word is one when another is written this many times as often. */
const TIMES_IF_WRITTEN = 80;
/** Of short words many are one slip apart: only a frequent one is worth the risk. */
const OFTEN_IF_SHORT = 24;
const MOST_REMEMBERED = 5_000;
/** Written as it sounds: "kidz", "kiero", "komo". */
const AS_HEARD = [
  [/z$/, 's'],
  [/k(?=[ei])/g, 'qu'],
  [/k/g, 'c'],
] as const;

/**
 * Mends slips by what is written most in our own content. Freer than the speller of the signs: the worst that can come of it is an
 * answer to another question, never a sign that nobody spoke of. `settled` words are never touched.
 */
export function mender(often: ReadonlyMap<string, number>, settled: Iterable<string>): Mender {
  const kept = new Set<string>(settled);
  const byShape = new Map<string, string[]>();
  for (const [word, count] of often) {
    if (count < SETTLED || word.length < SHORTEST) continue;
    for (const first of new Set([word[0]!, word[1]!])) {
      const key = `${first}${word.length}`;
      const list = byShape.get(key);
      if (list) list.push(word);
      else byShape.set(key, [word]);
    }
  }
  const find = (word: string): string => {
    const own = often.get(word) ?? 0;
    if (word.length < SHORTEST || word.length > LONGEST || kept.has(word) || !/^[a-z]/.test(word)) return word;
    const heard = AS_HEARD.map(([sound, letters]) => word.replace(sound, letters)).find((each) => (often.get(each) ?? 0) >= SETTLED);
    if (heard && own < SETTLED) return heard;
    let best = word;
    let most = 0;
    const slips = word.length >= SHORTEST_FOR_TWO ? 2 : 1;
    for (let length = word.length - slips; length <= word.length + slips; length++)
      for (const candidate of byShape.get(`${word[0]}${length}`) ?? []) {
        const count = often.get(candidate)!;
        if (count < leastOf(word, own, 1)) continue;
        const apart = distance(word, candidate, slips);
        if (apart === 0 || apart > slips || (apart === 2 && candidate.length < SHORTEST_FOR_TWO)) continue;
        // A letter less than four cannot be exchanged: "cat" is no "can".
        if (word.length === SHORTEST && candidate.length === SHORTEST && !swapped(word, candidate)) continue;
        if (count < leastOf(word, own, apart)) continue;
        const worth = count / apart ** 4;
        if (worth > most) {
          most = worth;
          best = candidate;
        }
      }
    return best;
  };
  const memory = new Map<string, string>();
  return (word) => {
    const known = memory.get(word);
    if (known !== undefined) return known;
    const mended = find(word);
    // Bounded, so that what patients type cannot fill the memory.
    if (memory.size < MOST_REMEMBERED) memory.set(word, mended);
    return mended;
  };
}

/** How often the word that was meant has to be written. */
function leastOf(word: string, own: number, apart: number): number {
  const short = word.length <= SHORTEST + 1;
  if (own > 0) return Math.max(short ? OFTEN_IF_WRITTEN_SHORT : OFTEN_IF_WRITTEN, own * TIMES_IF_WRITTEN);
  return short ? OFTEN_IF_SHORT : TIMES_AS_OFTEN[apart]!;
}

function swapped(one: string, other: string): boolean {
  return [...one].sort().join('') === [...other].sort().join('');
}
