import { copyFileSync, mkdtempSync, readFileSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { openStore } from '../../../bot/store/open-store.ts';
import { KEY } from './support/contract.ts';
import { speak } from './support/turns.ts';

const CONVERSATIONS = 4;
const TURNS = 12;
const CUTS = 23;

describe('the power goes', () => {
  it('wherever the log of the database ends then, each conversation stands after a whole turn, and nothing acknowledged before is lost', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'power-'));
    const file = join(folder, 'bot.db');
    const { store } = await openStore({ kind: 'sqlite', file }, [KEY]);
    const keys = Array.from({ length: CONVERSATIONS }, (_, index) => `c${index}`);
    /** How long the log was when every conversation had so many turns acknowledged. */
    const acknowledged: number[] = [];
    for (let turn = 1; turn <= TURNS; turn++) {
      await Promise.all(keys.map((key) => speak(store, `${key}-${turn}`, { sendWithin: 1_000 }, key)));
      acknowledged.push(readFileSync(`${file}-wal`).length);
    }
    const whole = acknowledged.at(-1)!;
    expect(acknowledged[0]).to.be.lessThan(whole);
    for (let cut = 1; cut <= CUTS; cut++) {
      const left = join(folder, `left-${cut}.db`);
      copyFileSync(file, left);
      copyFileSync(`${file}-wal`, `${left}-wal`);
      // Anywhere, most of them within a page; the last one is not cut.
      const end = Math.floor((whole * cut) / CUTS);
      truncateSync(`${left}-wal`, end);
      const opened = await openStore({ kind: 'sqlite', file: left }, [KEY]).catch(() => undefined);
      const least = acknowledged.filter((length) => length <= end).length;
      if (!opened) {
        expect(least, 'what was never acknowledged may be missing whole').to.equal(0);
        continue;
      }
      for (const key of keys) {
        const known = await opened.store.load(key, `${key}-${TURNS}`);
        const page = await opened.store.since(key, 0);
        expect(known.version).to.be.at.least(least);
        expect(page?.activities.length ?? 0).to.equal(2 * known.version);
        expect(known.session?.turns ?? 0).to.equal(known.version);
      }
      const due = (await opened.store.backlog()).undelivered;
      const versions = await Promise.all(keys.map(async (key) => (await opened.store.load(key, '')).version));
      expect(due).to.equal(versions.reduce((sum, version) => sum + version, 0));
      await opened.store.close();
    }
    await store.close();
  });
});
