import { mkdtempSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import Database from 'libsql';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type { Inbound, Outbound } from '../../../bot/activity.ts';
import { readConfig } from '../../../bot/config.ts';
import { readKey } from '../../../bot/store/key.ts';
import { createSealer } from '../../../bot/store/seal.ts';
import { openSqlite } from '../../../bot/store/sqlite.ts';
import type { Commit, Store } from '../../../bot/store/store.ts';
import { newSession } from '../../../dialogs/session.ts';

const KEY = 'a key that is long enough for a test';
const CONVERSATION = 'bot-service|sms|+13105550100';

function inbound(id: string, text = `said ${id}`): Inbound {
  return {
    type: 'message',
    id,
    text,
    channelId: 'sms',
    serviceUrl: 'http://127.0.0.1',
    conversation: { id: '+13105550100' },
    from: { id: '+13105550100' },
  };
}

function outbound(id: string, replyToId: string): Outbound {
  const { channelId, serviceUrl, conversation, from } = inbound(id);
  const addressed = {
    channelId,
    serviceUrl,
    conversation,
    from: { id: 'bot' },
    recipient: from,
    replyToId,
    timestamp: new Date(0).toISOString(),
  };
  return { ...addressed, type: 'message', id, text: `answer ${id}`, textFormat: 'plain', inputHint: 'acceptingInput' };
}

function turn(version: number, id: string, more: Partial<Commit> = {}): Commit {
  const session = { ...newSession('en'), turns: version + 1 };
  return { version, session, inbound: inbound(id), replies: [outbound(`r-${id}`, id)], ...more };
}

describe('the SQLite store', () => {
  let file: string;
  let store: Store;

  const open = (key = KEY) => openSqlite(file, createSealer(key));
  beforeEach(async () => {
    file = join(mkdtempSync(join(tmpdir(), 'store-')), 'bot.db');
    store = await open();
  });
  afterEach(() => store.close());

  it('knows nothing of a conversation that nobody began', async () => {
    expect(await store.load(CONVERSATION, 'a')).to.deep.equal({ version: 0 });
    expect(await store.since(CONVERSATION, 0)).to.equal(undefined);
  });

  it('gives back what a turn left, to another process too', async () => {
    await store.commit(CONVERSATION, turn(0, 'a'));
    await store.close();
    store = await open();
    const known = await store.load(CONVERSATION, 'a');
    expect(known.version).to.equal(1);
    expect(known.session).to.deep.equal({ ...newSession('en'), turns: 1 });
    expect(known.replies!.map(({ activity }) => activity)).to.deep.equal([outbound('r-a', 'a')]);
    expect((await store.load(CONVERSATION, 'b')).replies).to.equal(undefined);
    expect((await store.since(CONVERSATION, 0))!.activities.map(({ text }) => text)).to.deep.equal(['said a', 'answer r-a']);
  });

  it('refuses the second of two turns that began from the same version, whole', async () => {
    await store.commit(CONVERSATION, turn(0, 'a'));
    expect(await store.commit(CONVERSATION, turn(0, 'b'))).to.equal(undefined);
    await store.commit(CONVERSATION, turn(1, 'c'));
    expect(await store.commit(CONVERSATION, turn(1, 'd', { sendBy: 0 }))).to.equal(undefined);
    expect((await store.since(CONVERSATION, 0))!.activities.map(({ id }) => id)).to.deep.equal(['a', 'r-a', 'c', 'r-c']);
    expect(await store.due(1, 9)).to.deep.equal([]);
  });

  it('lets two connections to one file take turns without losing one', async () => {
    const other = await open();
    const speak = async (through: Store, id: string) => {
      const { version } = await through.load(CONVERSATION, id);
      return through.commit(CONVERSATION, turn(version, id));
    };
    const stale = await other.load(CONVERSATION, 'x');
    await speak(store, 'a');
    await speak(other, 'b');
    expect(await other.commit(CONVERSATION, turn(stale.version, 'x'))).to.equal(undefined);
    await speak(store, 'c');
    await other.close();
    expect((await store.since(CONVERSATION, 0))!.activities.map(({ id }) => id)).to.deep.equal(['a', 'r-a', 'b', 'r-b', 'c', 'r-c']);
  });

  it('writes nothing of a turn that cannot be written whole', async () => {
    await store.commit(CONVERSATION, turn(0, 'a'));
    const doubled = turn(1, 'b', { replies: [outbound('same', 'b'), outbound('same', 'b')] });
    expect(await store.commit(CONVERSATION, doubled).catch((error: Error) => error)).to.be.instanceOf(Error);
    expect((await store.load(CONVERSATION, 'b')).replies).to.equal(undefined);
    expect((await store.load(CONVERSATION, 'b')).version).to.equal(1);
  });

  it('keeps what is to be sent until it is, and not before its time', async () => {
    const [reply] = (await store.commit(CONVERSATION, turn(0, 'a', { sendBy: 1_000 })))!;
    expect(await store.due(999, 9)).to.deep.equal([]);
    const [due] = await store.due(1_000, 9);
    expect(due).to.deep.include({ activity: outbound('r-a', 'a'), attempts: 0 });
    await store.postpone([reply!], 5_000);
    expect(await store.due(4_999, 9)).to.deep.equal([]);
    expect((await store.due(5_000, 9)).map(({ attempts }) => attempts)).to.deep.equal([1]);
    await store.releaseAll();
    expect(await store.due(0, 9)).to.have.length(1);
    await store.delivered([reply!]);
    expect(await store.due(Number.MAX_SAFE_INTEGER, 9)).to.deep.equal([]);
  });

  it('writes no word, phone number or id in the clear', async () => {
    await store.commit(CONVERSATION, turn(0, 'activity-one', { inbound: inbound('activity-one', 'canary symptom') }));
    const everything = Buffer.concat(readdirSync(join(file, '..')).map((name) => readFileSync(join(file, '..', name)))).toString('latin1');
    for (const told of ['canary', '3105550100', 'activity-one', '"turns"']) expect(everything.includes(told), told).to.equal(false);
  });

  it('notices a changed byte, and a row put in the place of another', async () => {
    await store.commit(CONVERSATION, turn(0, 'a'));
    const database = new Database(file);
    const bytes = Buffer.from((database.prepare('select body from activities where seq = 1').get() as { body: ArrayBuffer }).body);
    database.prepare('update activities set body = ? where seq = 2').run([bytes]);
    const swapped = await store.since(CONVERSATION, 1).catch((error: Error) => error);
    bytes[bytes.length - 1]! ^= 1;
    database.prepare('update activities set body = ? where seq = 1').run([bytes]);
    const changed = await store.since(CONVERSATION, 0).catch((error: Error) => error);
    database.close();
    expect(swapped).to.be.instanceOf(Error);
    expect(changed).to.be.instanceOf(Error);
  });

  it('does not open with another key, and says so', async () => {
    const opened = await open('another key, just as long as the first').catch((error: Error) => error);
    expect(opened)
      .to.be.instanceOf(Error)
      .with.property('message')
      .that.matches(/DATA_KEY is not the key/);
  });
});

describe('readKey', () => {
  it('makes a key beside the database once, that nobody else may read', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'key-')), 'deep', 'bot.db');
    const config = readConfig({ STORE_URL: `sqlite:${file}` });
    const key = readKey(config);
    expect(readKey(config)).to.equal(key);
    expect(key.length).to.be.at.least(32);
    expect(statSync(`${file}.key`).mode & 0o777).to.equal(0o600);
  });

  it('prefers the key of the operator', () => {
    expect(readKey(readConfig({ DATA_KEY: KEY }))).to.equal(KEY);
  });
});
