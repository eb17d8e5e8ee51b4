import { centroidScores } from './centroids.ts';
import { denseScores } from './dense-ridge.ts';
import type { FeatureReader } from './features.ts';
import type { Learnt } from './learn.ts';
import { nearness } from './nearest.ts';
import { scores } from './ridge.ts';
import { joined, weigher } from './vocabulary.ts';

/** A score for each class of a text; better with its sentence vector. */
export type Scorer = (text: string, vector?: Float32Array) => Float32Array;

/** How much the nearest questions count beside the two regressions. */
const NEARNESS = 2;

export function scorer({ ids, words, letters, linear, postings, meaning }: Learnt, reader: FeatureReader): Scorer {
  const classes = ids.length + 1;
  const [weighWords, weighLetters] = [weigher(words), weigher(letters)];
  return (text, vector) => {
    const seen = reader.see(text);
    const sparse = joined(weighWords(seen.words), weighLetters(seen.letters), words.names.length);
    const all = linear ? scores(linear, sparse) : postings ? centroidScores(postings, sparse) : new Float32Array(classes);
    if (!vector || !meaning) return all;
    const meant = denseScores(meaning.linear, vector);
    const near = meaning.questions && nearness(meaning.questions, vector, classes);
    for (let k = 0; k < classes; k++) all[k]! += meant[k]! + NEARNESS * (near?.[k] ?? 0);
    return all;
  };
}
