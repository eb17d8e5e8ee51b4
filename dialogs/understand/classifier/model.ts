import { LANGUAGES, type Language } from '../../../content/schema.ts';
import { SPACE } from './features.ts';
import type { Linear } from './logistic.ts';
import type { Care } from './threshold.ts';

/** By what is seen of a message (its words alone, or its sentence vector too) and what else was understood of it. */
export type Thresholds = Record<'words' | 'vectors', Record<Care, number[]>>;

/** What was learnt from the phrase bank. */
export interface Model {
  signs: string[];
  /** Of the bank and of what is seen of it: the same fingerprint, the same model. */
  fingerprint: string;
  biases: number[];
  /** A stored weight times its sign's scale is the weight. */
  scales: number[];
  /** Feature by feature, a weight for each sign: a message's features are read in one piece each. */
  weights: Int8Array;
  /** A sign may be meant when its score is over this. */
  thresholds: Record<Language, Thresholds>;
}

const MOST = 127;

export function packModel(fingerprint: string, signs: string[], scorers: Linear[], thresholds: Model['thresholds']): Model {
  const scales = scorers.map(({ weights }) => weights.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0) / MOST || 1);
  const packed = new Int8Array(SPACE * signs.length);
  scorers.forEach(({ weights }, sign) => {
    for (let at = 0; at < SPACE; at++) packed[at * signs.length + sign] = Math.round(weights[at]! / scales[sign]!);
  });
  return { signs, fingerprint, biases: scorers.map(({ bias }) => bias), scales, weights: packed, thresholds };
}

/** The length of a header in JSON (4 bytes, little-endian), the header, the weights. */
export function serialize({ weights, ...header }: Model): Uint8Array {
  const head = new TextEncoder().encode(JSON.stringify(header));
  const bytes = new Uint8Array(4 + head.length + weights.length);
  new DataView(bytes.buffer).setUint32(0, head.length, true);
  bytes.set(head, 4);
  bytes.set(new Uint8Array(weights.buffer, weights.byteOffset, weights.length), 4 + head.length);
  return bytes;
}

/** Throws when the bytes are not such a model, whole. */
export function deserialize(bytes: Uint8Array): Model {
  const header = headerOf(bytes);
  const weights = new Int8Array(bytes.slice(4 + header.length).buffer);
  const { signs, fingerprint, biases, scales, thresholds } = header.model;
  const complete =
    LANGUAGES.every((language) => thresholds[language]?.words.lost.length === signs.length) && weights.length === SPACE * signs.length;
  if (!complete) throw new Error('the model of signs is cut short or of another version: run npm run build');
  return { signs, fingerprint, biases, scales, weights, thresholds };
}

function headerOf(bytes: Uint8Array): { length: number; model: Omit<Model, 'weights'> } {
  try {
    const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
    return { length, model: JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length))) as Omit<Model, 'weights'> };
  } catch (cause) {
    throw new Error('not a model of signs: run npm run build', { cause });
  }
}
