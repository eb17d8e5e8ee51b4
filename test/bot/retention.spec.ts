import { expect } from 'chai';
import { describe, it } from 'mocha';
import { noteContent } from '../../bot/content-version.ts';
import { keepRetention } from '../../bot/retention.ts';
import { DirectLineClient } from './support/direct-line-client.ts';
import { startServer, testContent } from './support/start-server.ts';

const DAY = 86_400_000;

describe('retention', () => {
  it('erases every conversation in which nobody spoke for so long, and only those', async () => {
    const asked: number[] = [];
    const server = await startServer({
      // As if everything had been said 90 days ago.
      store: (real) => ({
        ...real,
        expire(ms, limit) {
          asked.push(ms);
          return real.expire(ms - 90 * DAY, limit);
        },
      }),
    });
    const patients = await Promise.all(Array.from({ length: 5 }, () => new DirectLineClient(server.base).start()));
    const log = { info() {}, warn() {}, error() {} };
    await new Promise((done) => setTimeout(done, 20));
    const years = keepRetention(server.store, 9_000, log);
    await years.first;
    years.stop();
    const kept = (await patients[0]!.read()).activities;
    const days = keepRetention(server.store, 90, log);
    await days.first;
    days.stop();
    const statuses = await Promise.all(patients.map((patient) => patient.call('GET', `/conversations/${patient.conversationId}`)));
    await server.close();
    expect(asked).to.deep.equal([9_000 * DAY, 90 * DAY]);
    expect(kept).to.have.length(1);
    expect(statuses.map(({ status }) => status)).to.deep.equal(Array(5).fill(404));
  });
});

describe('the version of the content', () => {
  it('is noted when it changed, once', async () => {
    const server = await startServer();
    const content = testContent();
    const other = { ...content, clinic: { ...content.clinic, phone: '+13105550199' } };
    for (const each of [content, content, other, other, content]) await noteContent(server.store, each);
    const entries = await server.store.audit.entries();
    await server.close();
    expect(entries.map(({ action }) => action)).to.deep.equal(['content', 'content', 'content']);
    expect(entries[0]!.subject).to.equal(entries[2]!.subject);
    expect(entries[0]!.subject).to.not.equal(entries[1]!.subject);
  });
});
