import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { loadContent } from '../../content/load.ts';
import { keepParsed, PARSED_FILE, parsedAhead } from '../../content/parsed-ahead.ts';

const never = (): never => {
  throw new Error('it was parsed now');
};

describe('content that was parsed ahead', () => {
  it('is what the build left, and the same as parsed now', () => {
    expect(existsSync(PARSED_FILE)).to.equal(true);
    const now: [string, unknown][] = [];
    const kept = loadContent();
    const file = join(mkdtempSync(join(tmpdir(), 'parsed-')), 'parsed.json');
    keepParsed(() => now.push(['content', loadContent()]), file);
    expect(kept).to.deep.equal(now[0]![1]);
    expect(JSON.parse(readFileSync(file, 'utf8'))).to.have.length.greaterThan(50);
    expect(new Map(JSON.parse(readFileSync(PARSED_FILE, 'utf8')))).to.deep.equal(new Map(JSON.parse(readFileSync(file, 'utf8'))));
  });

  it('is parsed anew once its source has changed', () => {
    expect(parsedAhead('a: 1 # not the content of this bot', () => ({ a: 1 }))).to.deep.equal({ a: 1 });
    expect(() => parsedAhead('a: 1 # nor this', never)).to.throw('it was parsed now');
  });
});
