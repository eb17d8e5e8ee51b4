/** Learns the signs from the phrase bank into dist/model (`npm run build`), unless that is done for this very bank. */
import { pathToFileURL } from 'node:url';
import { loadBank } from '../../../content/load-bank.ts';
import { readModelFile, writeModelFile } from '../../../content/model-file.ts';
import { phraseVectors } from '../vectors/phrase-vectors.ts';
import { fingerprintOf } from './fingerprint.ts';
import { deserialize, type Model, serialize } from './model.ts';
import { sightOf, trainSigns } from './train-signs.ts';

/** Says whether anything was learnt anew. */
export async function buildModel(): Promise<boolean> {
  const bank = loadBank();
  const vectors = await phraseVectors(bank.phrases);
  if (!vectors) console.warn('the encoder of sentences does not load: signs are learnt from words alone');
  const sight = sightOf(bank, vectors);
  const fingerprint = fingerprintOf(bank, sight.seen);
  if (loadModel()?.fingerprint === fingerprint) return false;
  console.log('learning the phrase bank: about half a minute, once');
  writeModelFile(serialize(trainSigns(bank, sight)));
  return true;
}

/** The model that was built, if there is one that can be read. */
export function loadModel(): Model | undefined {
  const bytes = readModelFile();
  try {
    return bytes && deserialize(bytes);
  } catch {
    return undefined;
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) await buildModel();
