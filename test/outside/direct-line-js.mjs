// The library that Web Chat itself uses completes a conversation: over the stream, and by polling.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import WebSocket from 'ws';

const require = createRequire(import.meta.url);
globalThis.XMLHttpRequest = require('xhr2');
globalThis.WebSocket ??= WebSocket;
const { DirectLine } = require('botframework-directlinejs');

const base = process.argv[2];
const domain = `${base}/v3/directline`;
let failed = 0;

for (const webSocket of [true, false]) {
  const how = webSocket ? 'stream' : 'polling';
  try {
    await conversation(webSocket);
    console.log(`ok directlinejs over ${how}`);
  } catch (error) {
    failed++;
    console.log(`FAILED directlinejs over ${how}: ${error.message}`);
  }
}
process.exit(failed ? 1 : 0);

async function conversation(webSocket) {
  const { token } = await (await fetch(`${domain}/tokens/generate`, { method: 'POST' })).json();
  const line = new DirectLine({ token, domain, webSocket, pollingInterval: 200, timeout: 20_000 });
  const heard = [];
  const subscription = line.activity$.subscribe((activity) => heard.push(activity));
  const until = async (test, what) => {
    for (let tries = 0; tries < 200; tries++) {
      const found = heard.find(test);
      if (found) return found;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(`waited 20 s for ${what}`);
  };
  const say = (text) =>
    new Promise((resolve, reject) => line.postActivity({ type: 'message', text, from: { id: 'me' } }).subscribe(resolve, reject));
  const asks = (id) => (activity) => activity.semanticAction?.entities?.question?.id === id;

  await until((activity) => activity.type === 'message' && activity.text, 'the greeting');
  const id = await say('my head hurts');
  assert.equal(typeof id, 'string');
  const question = await until(asks('red-flags'), 'the warning signs');
  assert.ok(question.suggestedActions.actions.length >= 9);
  await say(question.suggestedActions.actions.at(-1).value);
  await until(asks('procedure'), 'the next question');
  await say("now I can't pee and my legs went numb");
  const urgent = await until((activity) => activity.semanticAction?.entities?.outcome, 'the result');
  assert.equal(urgent.semanticAction.entities.outcome.level, 'emergency');
  assert.equal(new Set(heard.map((activity) => activity.id)).size, heard.length, 'an activity came twice');
  subscription.unsubscribe();
  line.end();
}
