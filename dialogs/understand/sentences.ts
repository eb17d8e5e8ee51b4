import type { Span } from './phrase.ts';
import type { Token } from './tokens.ts';

/** For each token the number of its sentence: a comma does not end one. */
export function sentences(tokens: readonly Token[]): number[] {
  let sentence = 0;
  return tokens.map(({ boundary, text }) => (boundary && text !== ',' ? sentence++ : sentence));
}

/** Hits that lie within a longer one are dropped; of equal ones the first stays. */
export function longest<Hit extends Span>(hits: readonly Hit[], rivals: (one: Hit, other: Hit) => boolean = () => true): Hit[] {
  return hits.filter(
    (hit, index) =>
      !hits.some((other, place) => {
        if (other === hit || !rivals(hit, other) || other.from > hit.from || other.to < hit.to) return false;
        return other.to - other.from > hit.to - hit.from || place < index;
      }),
  );
}
