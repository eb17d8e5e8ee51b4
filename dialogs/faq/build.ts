/** Learns the FAQ into dist/model (`npm run build`), with the bounds of its answers, unless that is done for this very content. */
import { pathToFileURL } from 'node:url';
import { loadContent } from '../../content/load.ts';
import { writeModelFile } from '../../content/model-file.ts';
import { phraseVectors } from '../understand/vectors/phrase-vectors.ts';
import { builtModel, MODEL_FILE } from './answers.ts';
import { calibrate, trials } from './calibrate.ts';
import { type Example, examplesOf } from './examples.ts';
import { fingerprintOf } from './fingerprint.ts';
import { learn, type VectorOf } from './learn.ts';
import { serialize } from './model.ts';
import { readerOf, usageOf } from './spelling.ts';

/** Says whether anything was learnt anew. */
export async function buildModel(): Promise<boolean> {
  const content = loadContent();
  const { faq, faqWords, lexicon } = content;
  const fingerprint = fingerprintOf(content);
  const known = builtModel(fingerprint);
  if (known?.learnt.meaning) return false;
  console.log('learning the FAQ: about half a minute, once');
  const examples = examplesOf(faq, faqWords);
  const usage = usageOf(examples, lexicon.shorthand);
  const reader = readerOf(usage, faqWords.concepts, lexicon);
  const ids = faq.entries.map(({ id }) => id);
  const vectorOf = await vectorsOf(examples);
  const calibration = calibrate(trials(examples, ids, reader, vectorOf));
  writeModelFile(serialize({ fingerprint, usage, learnt: learn(examples, ids, reader, vectorOf), calibration }), MODEL_FILE);
  return true;
}

/** Of the questions; lines of an answer are learnt from by their words alone. */
async function vectorsOf(examples: readonly Example[]): Promise<VectorOf | undefined> {
  const asked = examples.filter(({ share }) => share === undefined);
  const vectors = await phraseVectors(asked);
  if (!vectors) console.warn('the encoder of sentences does not load: the FAQ is learnt from words alone');
  const known = vectors && new Map(asked.map(({ text, language }, i) => [`${language} ${text}`, vectors[i]!]));
  return known && ((text, language) => known.get(`${language} ${text}`));
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) await buildModel();
