import { setFlagsFromString } from 'node:v8';
import { sharedRecognizer } from '../dialogs/understand/date-worker.ts';
import { sharedVectorizer } from '../dialogs/understand/vectors/vectorizer.ts';

// The recognizer of dates runs thousands of expressions, all of them often enough to be compiled: not twice each.
setFlagsFromString('--no-regexp-tier-up');
// These two load in threads of their own for a second or more: begun before the rest is loaded, they are ready when it is.
sharedRecognizer();
sharedVectorizer();

import('./serve.ts')
  .then(({ serve }) => serve())
  .catch((error) => {
    // Nobody has written yet: what is wrong may be said in full. Our own complaints need no stack.
    const told = ['CONFIG', 'CONTENT', 'EADDRINUSE'].includes(error?.code);
    process.stderr.write(`${told ? error.message : error.stack}\n`);
    process.exit(1);
  });
