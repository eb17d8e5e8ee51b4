import { LANGUAGES } from '../../content/schema.ts';
import type { Calibration } from './calibrate.ts';
import type { Learnt } from './learn.ts';
import type { Usage } from './spelling.ts';

/** The whole search as it is kept between starts. */
export interface Model {
  /** Of what it was learnt from: the same fingerprint, the same model. */
  fingerprint: string;
  usage: Usage;
  learnt: Learnt;
  calibration: Calibration;
}

interface Header {
  fingerprint: string;
  usage: [string, number][];
  calibration: Calibration;
  ids: readonly string[];
  words: { names: readonly string[]; unseen: number };
  letters: { names: readonly string[]; unseen: number };
  meaning?: { size: number; classOf: readonly number[] };
  /** How many numbers each part has, in order. */
  parts: number[];
}

/** The length of a header in JSON (4 bytes, little-endian), the header, the numbers. */
export function serialize({ fingerprint, usage, learnt, calibration }: Model): Uint8Array {
  const { ids, words, letters, linear, meaning } = learnt;
  if (!linear) throw new Error('an index of so many topics is not kept');
  const parts = [words.rarity, letters.rarity, linear.weights];
  if (meaning?.questions) parts.push(meaning.linear.weights, meaning.questions.vectors);
  const header: Header = {
    fingerprint,
    usage: [...usage],
    calibration,
    ids,
    words: { names: words.names, unseen: words.unseen },
    letters: { names: letters.names, unseen: letters.unseen },
    ...(meaning?.questions && { meaning: { size: meaning.questions.size, classOf: meaning.questions.classOf } }),
    parts: parts.map(({ length }) => length),
  };
  const head = new TextEncoder().encode(JSON.stringify(header));
  const bytes = new Uint8Array(4 + head.length + 4 * parts.reduce((sum, { length }) => sum + length, 0));
  new DataView(bytes.buffer).setUint32(0, head.length, true);
  bytes.set(head, 4);
  let at = 4 + head.length;
  for (const part of parts) {
    bytes.set(new Uint8Array(part.buffer, part.byteOffset, part.byteLength), at);
    at += part.byteLength;
  }
  return bytes;
}

/** Throws when the bytes are not such a model, whole. */
export function deserialize(bytes: Uint8Array): Model {
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length))) as Header;
  const numbers = new Float32Array(bytes.slice(4 + length).buffer);
  const { ids, meaning, parts, calibration } = header;
  const classes = ids.length + 1;
  const complete =
    LANGUAGES.every((language) => calibration.words[language] && calibration.vectors[language]) &&
    numbers.length === parts.reduce((sum, each) => sum + each, 0);
  if (!complete) throw new Error('the index of the FAQ is cut short or of another version: run npm run build');
  let at = 0;
  const [rareWords, rareLetters, weights, meant, vectors] = parts.map((each) => {
    at += each;
    return numbers.subarray(at - each, at);
  });
  return {
    fingerprint: header.fingerprint,
    usage: new Map(header.usage),
    calibration,
    learnt: {
      ids,
      words: { ...header.words, rarity: rareWords! },
      letters: { ...header.letters, rarity: rareLetters! },
      linear: { classes, weights: weights! },
      ...(meaning && { meaning: { linear: { classes, weights: meant! }, questions: { ...meaning, vectors: vectors! } } }),
    },
  };
}
