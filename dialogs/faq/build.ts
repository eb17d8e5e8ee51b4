/** Learns the FAQ into dist/model (`npm run build`), with the bounds of its answers, unless that is done for this very content. */
import { pathToFileURL } from 'node:url';
import { loadContent } from '../../content/load.ts';
import { writeModelFile } from '../../content/model-file.ts';
import { builtModel, MODEL_FILE } from './answers.ts';
import { calibrate, trials } from './calibrate.ts';
import { examplesOf } from './examples.ts';
import { fingerprintOf } from './fingerprint.ts';
import { learn } from './learn.ts';
import { serialize } from './model.ts';
import { readerOf, usageOf } from './spelling.ts';

/** Says whether anything was learnt anew. */
export async function buildModel(): Promise<boolean> {
  const content = loadContent();
  const { faq, faqWords, lexicon } = content;
  const fingerprint = fingerprintOf(content);
  if (builtModel(fingerprint)) return false;
  console.log('learning the FAQ: about ten seconds, once');
  const examples = examplesOf(faq, faqWords);
  const usage = usageOf(examples, lexicon.shorthand);
  const reader = readerOf(usage, faqWords.concepts, lexicon);
  const ids = faq.entries.map(({ id }) => id);
  const calibration = calibrate(trials(examples, ids, reader));
  writeModelFile(serialize({ fingerprint, usage, learnt: learn(examples, ids, reader), calibration }), MODEL_FILE);
  return true;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) await buildModel();
