import { Worker } from 'node:worker_threads';

interface Answered<Answer> {
  id: number;
  answer: Answer;
}

/** Milliseconds: how long to wait for an answer, and when a worker that gives none (or does not get ready) counts as stuck. */
export interface Patience {
  load: number;
  forgo: number;
  restart: number;
}

/** Work done in a thread of its own, where it can hold up nobody. */
export interface WorkerCall<Ask, Answer> {
  /** Undefined when the worker is not there yet, failed, or took too long. */
  call(ask: Ask): Promise<Answer | undefined>;
  /** Resolves when the worker can be asked, or when it is given up. */
  ready: Promise<void>;
  state(): 'loading' | 'ready' | 'off';
  close(): Promise<void>;
}

/**
 * The worker at `url` posts 'ready' once, and `{ id, answer }` for each `{ id, ask }`. One that dies is not started again: whoever asks
 * does without. One that is stuck is ended and started anew.
 */
export function workerCall<Ask, Answer>(url: URL, patience: Patience): WorkerCall<Ask, Answer> {
  let worker: Worker | undefined;
  let state: 'loading' | 'ready' | 'off' = 'loading';
  let next = 0;
  let announce: () => void = () => {};
  const ready = new Promise<void>((resolve) => {
    announce = resolve;
  });
  const waiting = new Map<number, { answer(found: Answer | undefined): void }>();

  const start = () => {
    state = 'loading';
    const started = new Worker(url, { execArgv: [] });
    // A message that nobody waits for must not keep the process alive.
    started.unref();
    started.on('message', (message: 'ready' | Answered<Answer>) => {
      if (message === 'ready') {
        state = 'ready';
        announce();
      } else waiting.get(message.id)?.answer(message.answer);
    });
    started.on('error', () => giveUp(started));
    started.on('exit', () => giveUp(started));
    const late = setTimeout(() => state === 'loading' && void started.terminate(), patience.load);
    late.unref();
    worker = started;
  };
  const forgoAll = () => {
    for (const { answer } of waiting.values()) answer(undefined);
    waiting.clear();
  };
  const giveUp = (dead: Worker) => {
    if (worker !== dead) return;
    worker = undefined;
    state = 'off';
    announce();
    forgoAll();
  };
  const restart = () => {
    const stuck = worker;
    worker = undefined;
    forgoAll();
    void stuck?.terminate();
    start();
  };
  const post = (asked: Worker, ask: Ask) =>
    new Promise<Answer | undefined>((resolve) => {
      const id = next++;
      const slow = setTimeout(() => resolve(undefined), patience.forgo);
      const stuck = setTimeout(() => worker === asked && waiting.has(id) && restart(), patience.restart);
      stuck.unref();
      waiting.set(id, {
        answer(found) {
          clearTimeout(slow);
          clearTimeout(stuck);
          waiting.delete(id);
          resolve(found);
        },
      });
      asked.postMessage({ id, ask });
    });

  start();
  return {
    ready,
    state: () => state,
    async call(ask) {
      return worker && state === 'ready' ? post(worker, ask) : undefined;
    },
    async close() {
      const last = worker;
      worker = undefined;
      state = 'off';
      forgoAll();
      await last?.terminate();
    },
  };
}
