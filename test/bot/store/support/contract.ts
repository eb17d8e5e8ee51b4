import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type { Config } from '../../../../bot/config.ts';
import { type Opened, openStore } from '../../../../bot/store/open-store.ts';
import { bufferOf } from '../../../../bot/store/sealer.ts';
import type { Store } from '../../../../bot/store/store.ts';
import { newSession } from '../../../../dialogs/session.ts';
import { CONVERSATION, inbound, outbound, pause, speak, turn } from './turns.ts';

export const KEY = 'a key that is long enough for a test';

/** Longer than any test, shorter than what counts as a clock that was set back. */
const LONG = 10 * 60_000;

/** What every engine does. `make` gives a new, empty place. */
export function storeContract(make: () => Promise<Config['store']>): void {
  let where: Config['store'];
  let opened: Opened;
  let store: Store;

  const open = async (...keys: string[]) => {
    opened = await openStore(where, keys.length > 0 ? keys : [KEY]);
    store = opened.store;
    return store;
  };
  const texts = async () => (await store.since(CONVERSATION, 0))?.activities.map(({ id }) => id);
  const error = (promise: Promise<unknown>) =>
    promise.then(
      () => undefined,
      (thrown: Error) => thrown,
    );

  beforeEach(async () => {
    where = await make();
    await open();
  });
  afterEach(() => store.close());

  it('knows nothing of a conversation that nobody began', async () => {
    expect(await store.load(CONVERSATION, 'a')).to.deep.equal({ version: 0 });
    expect(await store.since(CONVERSATION, 0)).to.equal(undefined);
    expect(await store.erase(CONVERSATION, 'patient')).to.equal(false);
  });

  it('gives back what a turn left, to another process too', async () => {
    await speak(store, 'a');
    await store.close();
    await open();
    const known = await store.load(CONVERSATION, 'a');
    expect(known.version).to.equal(1);
    expect(known.session).to.deep.equal({ ...newSession('en'), turns: 1 });
    expect(known.replies!.map(({ activity }) => activity)).to.deep.equal([outbound('r-a', 'a')]);
    expect((await store.load(CONVERSATION, 'b')).replies).to.equal(undefined);
    expect((await store.since(CONVERSATION, 0))!.activities.map(({ text }) => text)).to.deep.equal(['said a', 'answer r-a']);
    expect(await store.since(CONVERSATION, 1)).to.deep.equal({ activities: [outbound('r-a', 'a')], watermark: 2 });
    expect(await store.since(CONVERSATION, 2)).to.deep.equal({ activities: [], watermark: 2 });
  });

  it('keeps questions without an answer, sealed, until their conversation is erased', async () => {
    const asked = { text: 'do you treat canaries', language: 'en' as const, offered: ['who-performs'] };
    await speak(store, 'a', { unanswered: asked });
    await speak(store, 'b', { unanswered: { ...asked, text: 'and parrots' } }, 'page|other');
    const kept = await store.unanswered();
    expect(kept.map(({ at, ...each }) => each)).to.deep.equal([asked, { ...asked, text: 'and parrots' }]);
    expect(kept[0]!.at).to.be.closeTo(Date.now(), LONG);
    const rows = await opened.engine.db.selectFrom('questions').selectAll().execute();
    expect(rows.map(({ body }) => bufferOf(body).toString('latin1')).join()).to.not.match(/canar|parrot/);

    await store.erase(CONVERSATION, 'patient');

    expect((await store.unanswered()).map(({ text }) => text)).to.deep.equal(['and parrots']);
  });

  it('knows a message that nothing was answered to', async () => {
    await speak(store, 'a', { replies: [] });
    expect((await store.load(CONVERSATION, 'a')).replies).to.deep.equal([]);
  });

  it('refuses the second of two turns that began from the same version, whole', async () => {
    const nothing = await store.load(CONVERSATION, 'a');
    await store.commit(CONVERSATION, turn(nothing, 'a'));
    expect(await store.commit(CONVERSATION, turn(nothing, 'b'))).to.equal(undefined);
    const one = await store.load(CONVERSATION, 'c');
    await store.commit(CONVERSATION, turn(one, 'c'));
    expect(await store.commit(CONVERSATION, turn(one, 'd', { sendWithin: 0 }))).to.equal(undefined);
    expect(await texts()).to.deep.equal(['a', 'r-a', 'c', 'r-c']);
    expect(await store.claim(LONG, 9)).to.deep.equal([]);
  });

  it('takes one of many turns that begin at once, and all of many conversations', async () => {
    const nothing = await store.load(CONVERSATION, 'a');
    const same = await Promise.all(Array.from({ length: 8 }, (_, index) => store.commit(CONVERSATION, turn(nothing, `m${index}`))));
    const different = await Promise.all(Array.from({ length: 8 }, (_, index) => speak(store, 'a', {}, `page|${index}`)));
    expect(same.filter(Boolean)).to.have.length(1);
    expect(different.filter(Boolean)).to.have.length(8);
  });

  it('lets two processes take turns without losing one', async () => {
    const first = store;
    const other = await open();
    const stale = await other.load(CONVERSATION, 'x');
    await speak(first, 'a');
    await speak(other, 'b');
    expect(await other.commit(CONVERSATION, turn(stale, 'x'))).to.equal(undefined);
    await speak(first, 'c');
    await first.close();
    expect(await texts()).to.deep.equal(['a', 'r-a', 'b', 'r-b', 'c', 'r-c']);
  });

  it('goes on with the very session of the last turn, unless something else lies in its place', async () => {
    const session = { ...newSession('en'), turns: 1 };
    await speak(store, 'a', { session });
    expect((await store.load(CONVERSATION, 'b')).session).to.equal(session);
    const other = await openStore(where, [KEY]);
    await speak(other.store, 'b');
    await other.store.close();
    expect((await store.load(CONVERSATION, 'c')).session).to.deep.equal({ ...newSession('en'), turns: 2 });
    await speak(store, 'c');
    await store.erase(CONVERSATION, 'patient');
    expect(await store.load(CONVERSATION, 'd')).to.deep.equal({ version: 0 });
  });

  it('writes nothing of a turn that cannot be written whole, and all of those beside it', async () => {
    await speak(store, 'a');
    const doubled = { replies: [outbound('same', 'b'), outbound('same', 'b')] };
    const [failed, ...others] = await Promise.all([
      error(speak(store, 'b', doubled)),
      speak(store, 'a', {}, 'page|one'),
      speak(store, 'a', {}, 'page|two'),
    ]);
    expect(failed).to.be.instanceOf(Error);
    expect(others.every(Boolean)).to.equal(true);
    expect((await store.load(CONVERSATION, 'b')).replies).to.equal(undefined);
    expect((await store.load(CONVERSATION, 'b')).version).to.equal(1);
  });

  it('keeps what is to be sent until it is, and not before its time', async () => {
    const [reply] = (await speak(store, 'a', { sendWithin: LONG }))!;
    expect(await store.claim(LONG, 9)).to.deep.equal([]);
    await store.postpone([reply!], 0);
    const [due] = await store.claim(LONG, 9);
    expect(due).to.deep.include({ activity: outbound('r-a', 'a'), attempts: 1 });
    expect(await store.claim(LONG, 9), 'it is the first one that asked for it').to.deep.equal([]);
    expect((await store.backlog()).undelivered).to.equal(1);
    await store.delivered([reply!]);
    expect((await store.backlog()).undelivered).to.equal(0);
    await store.postpone([reply!], 0);
    expect(await store.claim(LONG, 9)).to.deep.equal([]);
  });

  it('gives what was claimed to another when the first did nothing in its time', async () => {
    await speak(store, 'a', { sendWithin: 0 });
    expect(await store.claim(30, 9)).to.have.length(1);
    await pause(60);
    expect(await store.claim(LONG, 9)).to.have.length(1);
  });

  it('gives what waits for a time that cannot be: the clock was set back', async () => {
    await speak(store, 'a', { sendWithin: 400 * 86_400_000 });
    expect(await store.claim(LONG, 9)).to.have.length(1);
  });

  it('gives every reply to one of those who ask at once, those of a conversation together and in order', async () => {
    const keys = Array.from({ length: 20 }, (_, index) => `page|${index}`);
    const replies = [1, 2, 3].map((part) => outbound(`r${part}`, 'a'));
    await Promise.all(keys.map((key) => speak(store, 'a', { replies, sendWithin: 0 }, key)));
    const first = store;
    const other = await open();
    const claims = await Promise.all([first, other, first, other, first, other].map((each) => each.claim(LONG, 7)));
    claims.push(await other.claim(LONG, 20));
    await first.close();
    const places = claims.flatMap((claim) => claim.map(({ conversation, seq }) => `${conversation} ${seq}`));
    expect(new Set(places).size).to.equal(60);
    expect(places).to.have.length(60);
    for (const claim of claims) {
      for (const { conversation } of claim) {
        const parts = claim.filter((each) => each.conversation === conversation).map(({ activity }) => activity.id);
        expect(parts).to.deep.equal(['r1', 'r2', 'r3']);
      }
    }
  });

  describe('a check-in', () => {
    const at = 1_000_000;
    const { channelId, serviceUrl, conversation, from } = inbound('any');
    const later = (key: string, due = at) => ({ key, due, place: { channelId, serviceUrl, conversation, from } });

    it('is given when its time has come, sealed till then, to a process that begins after too', async () => {
      await speak(store, 'a', { checkIn: later(CONVERSATION) });
      const rows = await opened.engine.db.selectFrom('check_ins').selectAll().execute();
      expect(rows.map(({ body }) => bufferOf(body).toString('latin1')).join()).to.not.match(/3105550100|bot-service/);
      expect(await store.claimCheckIns(at - 1, 100, 9)).to.deep.equal([]);
      await store.close();
      await open();
      expect(await store.claimCheckIns(at, 100, 9)).to.deep.equal([later(CONVERSATION)]);
      expect(await store.claimCheckIns(at + 99, 100, 9), 'it is the first one that asked for it').to.deep.equal([]);
      expect(await store.claimCheckIns(at + 100, 100, 9), 'who did nothing in time').to.have.length(1);
    });

    it('stays as it was, moves or goes with a turn, and goes with its conversation', async () => {
      await speak(store, 'a', { checkIn: later(CONVERSATION) });
      await speak(store, 'b');
      await speak(store, 'c', { checkIn: later(CONVERSATION, at + 5) });
      expect(await store.claimCheckIns(at, 1, 9)).to.deep.equal([]);
      expect(await store.claimCheckIns(at + 5, 1, 9)).to.deep.equal([later(CONVERSATION, at + 5)]);
      await speak(store, 'd', { checkIn: null });
      expect(await store.claimCheckIns(at + 99, 1, 9)).to.deep.equal([]);
      await speak(store, 'e', { checkIn: later(CONVERSATION) });
      await store.erase(CONVERSATION, 'patient');
      expect(await store.claimCheckIns(at + 99, 1, 9)).to.deep.equal([]);
    });

    it('is not changed by a turn that another came before', async () => {
      const nothing = await store.load(CONVERSATION, 'a');
      await store.commit(CONVERSATION, turn(nothing, 'a'));
      await store.commit(CONVERSATION, turn(nothing, 'b', { checkIn: later(CONVERSATION) }));
      expect(await store.claimCheckIns(at, 1, 9)).to.deep.equal([]);
    });

    it('is given to one of those who ask at once, the eldest first', async () => {
      const keys = Array.from({ length: 20 }, (_, index) => `page|${index}`);
      await Promise.all(keys.map((key, index) => speak(store, 'a', { checkIn: later(key, at - index) }, key)));
      const first = store;
      const other = await open();
      const claims = await Promise.all([first, other, first, other].map((each) => each.claimCheckIns(at, 100, 4)));
      claims.push(await other.claimCheckIns(at, 100, 20));
      await first.close();
      expect(claims.flatMap((claim) => claim.map(({ key }) => key))).to.have.members(keys);
    });
  });

  it('erases one conversation with all that belongs to it, and no other', async () => {
    await speak(store, 'a', { sendWithin: 0 });
    await speak(store, 'a', { sendWithin: 0 }, 'page|other');
    const before = await store.load(CONVERSATION, 'a');
    expect(await store.erase(CONVERSATION, 'patient')).to.equal(true);
    expect(await store.load(CONVERSATION, 'a')).to.deep.equal({ version: 0 });
    expect(await texts()).to.equal(undefined);
    expect(await store.audit.entries()).to.have.length(1);
    expect((await store.audit.entries())[0]).to.include({ action: 'erase', subject: store.name(CONVERSATION), actor: 'patient' });
    expect(await store.commit(CONVERSATION, turn(before, 'b')), 'a turn that began before').to.equal(undefined);
    expect((await store.claim(LONG, 9)).map(({ conversation }) => conversation)).to.deep.equal([store.name('page|other')]);
    await speak(store, 'a');
    expect(await store.commit(CONVERSATION, turn(before, 'b')), 'a turn of the life before').to.equal(undefined);
    expect(await texts()).to.deep.equal(['a', 'r-a']);
  });

  it('erases what is old, as many at once as it is told', async () => {
    for (const key of ['page|1', 'page|2', 'page|3']) await speak(store, 'a', {}, key);
    await pause(30);
    expect(await store.expire(60_000, 9)).to.equal(0);
    expect([await store.expire(10, 2), await store.expire(10, 2), await store.expire(10, 2)]).to.deep.equal([2, 1, 0]);
  });

  it('notices a row put in the place of another, and a changed byte', async () => {
    await speak(store, 'a');
    const { db } = opened.engine;
    const rows = await db.selectFrom('activities').selectAll().orderBy('seq').execute();
    const bytes = Buffer.from(rows[0]!.body as ArrayBuffer);
    await db.updateTable('activities').set({ body: bytes }).where('seq', '=', 2).execute();
    const swapped = await error(store.since(CONVERSATION, 1));
    bytes[bytes.length - 1]! ^= 1;
    await db.updateTable('activities').set({ body: bytes }).where('seq', '=', 1).execute();
    const changed = await error(store.since(CONVERSATION, 0));
    const key = (await store.load(CONVERSATION, '')).dataKey;
    await speak(store, 'a', {}, 'page|other');
    await db.updateTable('conversations').set({ data_key: key }).execute();
    const lent = await error(store.load('page|other', ''));
    for (const each of [swapped, changed, lent]) expect(each).to.be.instanceOf(Error);
  });

  it('does not open with another key, and says so; opens while the key is being changed', async () => {
    await speak(store, 'a');
    const other = 'another key, just as long as the first';
    expect(await error(openStore(where, [other])))
      .to.be.instanceOf(Error)
      .with.property('message')
      .that.matches(/DATA_KEY is not the key/);
    await store.close();
    await open(other, KEY);
    expect(await texts()).to.deep.equal(['a', 'r-a']);
  });

  it('keeps an audit in which nothing can be changed, left out or put in unnoticed', async () => {
    const { audit } = store;
    await Promise.all(['one', 'two', 'three', 'four'].map((subject) => audit.append('erase', subject, 'clinic')));
    const { db } = opened.engine;
    expect((await audit.entries()).map(({ number }) => number)).to.deep.equal([1, 2, 3, 4]);
    expect((await audit.entries()).map(({ subject }) => subject)).to.have.members(['one', 'two', 'three', 'four']);
    expect(await audit.firstBroken()).to.equal(undefined);
    const third = await db.selectFrom('audit').selectAll().where('number', '=', 3).executeTakeFirstOrThrow();
    await db.updateTable('audit').set({ actor: 'nobody' }).where('number', '=', 3).execute();
    expect(await audit.firstBroken()).to.equal(3);
    await db.updateTable('audit').set({ actor: 'clinic' }).where('number', '=', 3).execute();
    expect(await audit.firstBroken()).to.equal(undefined);
    await db.deleteFrom('audit').where('number', '=', 2).execute();
    expect(await audit.firstBroken()).to.equal(2);
    await db
      .insertInto('audit')
      .values({ ...third, number: 2 })
      .execute();
    expect(await audit.firstBroken()).to.equal(2);
  });

  it('takes a message of any length and letters', async () => {
    const text = `${'a\u0000'.replace('\u0000', ' ')}🤕é\\"'${'x'.repeat(9_000)}`;
    await speak(store, 'a', { inbound: inbound('a', text) });
    expect((await store.since(CONVERSATION, 0))!.activities[0]!.text).to.equal(text);
  });
}
