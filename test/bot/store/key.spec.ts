import { mkdtempSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { readConfig } from '../../../bot/config.ts';
import { readKeys } from '../../../bot/store/key.ts';

const KEY = 'a key that is long enough for a test';

describe('readKeys', () => {
  it('makes a key beside the database once, that nobody else may read', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'key-')), 'deep', 'bot.db');
    const config = readConfig({ STORE_URL: `sqlite:${file}` });
    const [key, ...others] = readKeys(config);
    expect(readKeys(config)).to.deep.equal([key]);
    expect(others).to.deep.equal([]);
    expect(key!.length).to.be.at.least(32);
    expect(statSync(`${file}.key`).mode & 0o777).to.equal(0o600);
  });

  it('prefers the key of the operator, and knows the one before', () => {
    expect(readKeys(readConfig({ DATA_KEY: KEY }))).to.deep.equal([KEY]);
    expect(readKeys(readConfig({ DATA_KEY: KEY, DATA_KEY_OLD: 'the old one' }))).to.deep.equal([KEY, 'the old one']);
  });

  it('makes none where several processes share the store', () => {
    expect(() => readKeys(readConfig({ STORE_URL: 'postgres://db/bot' }))).to.throw(/DATA_KEY must be set with a PostgreSQL store/);
  });
});
