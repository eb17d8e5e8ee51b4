// The library that Web Chat itself uses holds a conversation: over the stream and by polling, across a cut line, a reload and new tokens.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import net from 'node:net';
import WebSocket from 'ws';

const require = createRequire(import.meta.url);
globalThis.XMLHttpRequest = require('xhr2');
globalThis.WebSocket ??= WebSocket;

/** The library refreshes its token every 15 minutes; here every half second while this is set. */
let impatient = false;
const LIBRARY_REFRESHES_EVERY = 15 * 60_000;
const { setInterval: usual } = globalThis;
globalThis.setInterval = (work, ms, ...rest) => usual(work, impatient && ms === LIBRARY_REFRESHES_EVERY ? 500 : ms, ...rest);
const { DirectLine } = require('botframework-directlinejs');

const bot = new URL(process.argv[2]);
const line = await cuttable(Number(bot.port));
const domain = `http://127.0.0.1:${line.port}/v3/directline`;
let failed = 0;

for (const webSocket of [true, false]) {
  const how = webSocket ? 'stream' : 'polling';
  await check(`directlinejs completes a conversation over ${how}`, () => conversation(webSocket));
  await check(`directlinejs shows all of it after a reload over ${how}`, () => reload(webSocket));
  await check(`directlinejs goes on with refreshed tokens over ${how}`, () => refresh(webSocket));
}
await check('directlinejs comes back after its line was cut, and has what it missed', reconnect);
await check('directlinejs fails with a token that is none', strange);
process.exit(failed ? 1 : 0);

async function check(name, work) {
  try {
    await work();
    console.log(`ok ${name}`);
  } catch (error) {
    failed++;
    console.log(`FAILED ${name}: ${error.message}`);
  }
}

async function conversation(webSocket) {
  const { say, until, heard, end } = await talk({ webSocket });
  await until((activity) => activity.type === 'message' && activity.text, 'the greeting');
  assert.equal(typeof (await say('my head hurts')), 'string');
  const question = await until(asks('red-flags'), 'the warning signs');
  assert.ok(question.suggestedActions.actions.length >= 9);
  await say(question.suggestedActions.actions.at(-1).value);
  await until(asks('procedure'), 'the next question');
  await say("now I can't pee and my legs went numb");
  const urgent = await until((activity) => activity.semanticAction?.entities?.outcome, 'the result');
  assert.equal(urgent.semanticAction.entities.outcome.level, 'emergency');
  noneTwice(heard);
  end();
}

async function reload(webSocket) {
  const before = await talk({ webSocket });
  await before.say('my head hurts');
  await before.until(asks('red-flags'), 'the warning signs');
  before.end();
  const { token, conversationId } = before;
  const after = await talk({ webSocket, token, conversationId, watermark: '' });
  await after.until(asks('red-flags'), 'the history');
  assert.deepEqual(new Set(ids(after.heard)), new Set(ids(before.heard)));
  await after.say('none');
  await after.until(asks('procedure'), 'the next question');
  noneTwice(after.heard);
  after.end();
}

async function refresh(webSocket) {
  impatient = true;
  const { client, say, until, heard, end, token } = await talk({ webSocket });
  await until((activity) => activity.text, 'the greeting');
  for (let tries = 0; tries < 100 && client.token === token; tries++) await pause(100);
  assert.notEqual(client.token, token, 'the library never refreshed its token');
  await pause(1_200);
  await say('my head hurts');
  await until(asks('red-flags'), 'an answer under the new token');
  noneTwice(heard);
  impatient = false;
  end();
}

async function reconnect() {
  const { say, until, heard, end, token, conversationId } = await talk({ webSocket: true });
  await say('my head hurts');
  await until(asks('red-flags'), 'the warning signs');
  line.cut();
  // While nobody listens the conversation goes on elsewhere, as in a second tab.
  const other = await fetch(`${bot.origin}/v3/directline/conversations/${conversationId}/activities`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ type: 'message', text: 'none' }),
  });
  assert.equal(other.status, 200);
  await until(asks('procedure'), 'what it missed', 40_000);
  await say('a spinal tap');
  await until(asks('procedure-date'), 'the next question');
  noneTwice(heard);
  end();
}

async function strange() {
  const client = new DirectLine({ token: 'garbage', domain, webSocket: true });
  const ended = new Promise((resolve) => client.connectionStatus$.subscribe((status) => status >= 3 && resolve(status)));
  const subscription = client.activity$.subscribe(
    () => {},
    () => {},
  );
  const status = await Promise.race([ended, pause(20_000)]);
  assert.ok(status === 3 || status === 4, `status ${status}`);
  subscription.unsubscribe();
  client.end();
}

async function talk({ webSocket, ...kept }) {
  const fresh = kept.token ? kept : await (await fetch(`${domain}/tokens/generate`, { method: 'POST' })).json();
  const { token, conversationId } = fresh;
  const client = new DirectLine({ ...kept, token, domain, webSocket, pollingInterval: 200, timeout: 20_000 });
  const heard = [];
  const subscription = client.activity$.subscribe((activity) => heard.push(activity));
  return {
    client,
    heard,
    token,
    conversationId,
    until: async (test, what, patience = 20_000) => {
      for (const until = Date.now() + patience; Date.now() < until; await pause(50)) {
        const found = heard.find(test);
        if (found) return found;
      }
      throw new Error(`waited ${patience / 1000} s for ${what}`);
    },
    say: (text) =>
      new Promise((resolve, reject) => client.postActivity({ type: 'message', text, from: { id: 'me' } }).subscribe(resolve, reject)),
    end: () => {
      subscription.unsubscribe();
      client.end();
    },
  };
}

function asks(id) {
  return (activity) => activity.semanticAction?.entities?.question?.id === id;
}

function ids(heard) {
  return heard.filter(({ type }) => type === 'message').map(({ id }) => id);
}

function noneTwice(heard) {
  assert.equal(new Set(ids(heard)).size, ids(heard).length, 'an activity came twice');
}

function pause(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** A way to the bot that can be cut. */
async function cuttable(port) {
  const open = new Set();
  const server = net.createServer((near) => {
    const far = net.connect(port, '127.0.0.1');
    for (const socket of [near, far]) {
      open.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => {
        open.delete(socket);
        near.destroy();
        far.destroy();
      });
    }
    near.pipe(far);
    far.pipe(near);
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    port: server.address().port,
    cut: () => {
      for (const socket of open) socket.destroy();
    },
  };
}
