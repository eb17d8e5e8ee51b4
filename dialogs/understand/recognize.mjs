// Runs in a worker: the recognizer can block its thread for seconds on one message. Plain JavaScript, because the loader that
// reads TypeScript serves the main thread only. The shapes of the messages are in date-worker.ts.
import { createRequire } from 'node:module';
import { parentPort } from 'node:worker_threads';

// Imported, its 80,000 lines would be read once more only to find the names that they export.
const recognizers = createRequire(import.meta.url)('@microsoft/recognizers-text-date-time');

const CULTURES = ['en-us', 'es-es'];
const DAY_SECONDS = 86_400;

/** Resolves to `{ date: 'YYYY-MM-DD' }`, `{ days }` or nothing. */
function recognize(text, today) {
  const reference = new Date(`${today}T12:00:00`);
  for (const culture of CULTURES) {
    for (const { resolution } of recognizers.recognizeDateTime(text, culture, undefined, reference)) {
      for (const { type, value, start } of [...(resolution?.values ?? [])].reverse()) {
        if (type === 'duration' && Number(value) >= DAY_SECONDS) return { days: Math.floor(Number(value) / DAY_SECONDS) };
        const date = (type === 'daterange' || type === 'datetimerange' ? start : value)?.slice(0, 10);
        if (date && type?.startsWith('date') && date <= today) return { date };
      }
    }
  }
  return {};
}

// The first calls compile thousands of expressions.
for (const text of ['2 days ago', 'last tuesday', 'hace dos semanas', 'el martes pasado']) recognize(text, '2026-01-15');
parentPort.postMessage('ready');
parentPort.on('message', ({ id, ask }) => parentPort.postMessage({ id, answer: recognize(ask.text, ask.today) }));
