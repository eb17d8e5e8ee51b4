/**
 * Works out the vectors of new phrases and keeps them in the vector file, without those of phrases that are gone (`npm run vectors`).
 * With `--anew` everything is worked out again, and the directions that are kept too: after a change of the encoder alone.
 */
import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import { loadBank } from '../../../content/load-bank.ts';
import { loadFaq } from '../../../content/load-faq.ts';
import { loadFaqWords } from '../../../content/load-faq-words.ts';
import { loadGloss } from '../../../content/load-gloss.ts';
import { LANGUAGES } from '../../../content/schema.ts';
import {
  KEPT,
  keyOf,
  PHRASES_DIR,
  type Projection,
  pack,
  RAW,
  readVectors,
  type VectorFile,
  writeVectors,
} from '../../../content/vector-file.ts';
import { inEnglish } from './gloss.ts';
import { type Phrase, phraseVectors } from './phrase-vectors.ts';
import { project } from './project.ts';
import { BUILDING, vectorizer } from './vectorizer.ts';

const fromScratch = process.argv.includes('--anew');
const phrases = learntFrom();
const gloss = loadGloss(PHRASES_DIR);
const file = fromScratch ? await anew(phrases) : readVectors();
if (!fromScratch && !(await phraseVectors(phrases, file))) throw new Error('the encoder of sentences does not load: run npm ci');
const wanted = new Set(phrases.map(({ text, language }) => keyOf(inEnglish(text, language, gloss))));
writeVectors({ ...file, vectors: new Map([...file.vectors].filter(([key]) => wanted.has(key))) });
console.log(`${wanted.size} sentence vectors kept`);
process.exit(0);

/** Everything that is learnt from: the bank, what the FAQ is asked, and what it has no answer to. */
function learntFrom(): Phrase[] {
  const asked = loadFaq().entries.flatMap(({ languages }) =>
    LANGUAGES.flatMap((language) =>
      [languages[language].question, ...languages[language].questions].map((text): Phrase => ({ text, language })),
    ),
  );
  return [...loadBank().phrases, ...asked, ...loadFaqWords().negatives];
}

async function anew(all: Phrase[]): Promise<VectorFile> {
  const encoder = vectorizer(BUILDING);
  await encoder.ready;
  const raw = new Map<string, Float32Array>();
  for (const { text, language } of all) {
    const read = inEnglish(text, language, gloss);
    raw.set(keyOf(read), (await encoder.embed(read)) ?? new Float32Array(RAW));
  }
  const projection = mainDirections([...raw.values()]);
  return { projection, vectors: new Map([...raw].map(([key, vector]) => [key, pack(project(vector, projection))])) };
}

/** The directions in which the vectors differ most (principal components). */
function mainDirections(vectors: Float32Array[]): Projection {
  const mean = new Float32Array(RAW);
  for (const vector of vectors) for (let at = 0; at < RAW; at++) mean[at]! += vector[at]! / vectors.length;
  const centred = new Matrix(vectors.map((vector) => Array.from(vector, (value, at) => value - mean[at]!)));
  const { eigenvectorMatrix } = new EigenvalueDecomposition(centred.transpose().mmul(centred), { assumeSymmetric: true });
  const basis = new Float32Array(KEPT * RAW);
  // Eigenvalues come in rising order.
  for (let row = 0; row < KEPT; row++) basis.set(eigenvectorMatrix.getColumn(RAW - 1 - row), row * RAW);
  return { mean, basis };
}
