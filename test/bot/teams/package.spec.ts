import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { AppManifestUtils, type TeamsManifest } from '@microsoft/app-manifest';
import { expect } from 'chai';
import { unzipSync } from 'fflate';
import { describe, it } from 'mocha';
import { buildPackage } from '../../../bot/teams/build-package.ts';
import { MANIFEST_VERSION } from '../../../bot/teams/manifest.ts';
import { testContent } from '../support/start-server.ts';

const APP = '11111111-2222-3333-4444-555555555555';
const SCHEMAS = join(dirname(createRequire(import.meta.url).resolve('@microsoft/app-manifest')), 'json-schemas', 'teams');
const schemaOf = (file: string) => JSON.parse(readFileSync(join(SCHEMAS, `v${MANIFEST_VERSION}`, file), 'utf8'));

describe('the app package for Teams', () => {
  const files = unzipSync(buildPackage(testContent(), APP, '1.2.3'));
  const json = (name: string) => JSON.parse(Buffer.from(files[name]!).toString('utf8'));
  const complaints = (value: unknown, schema: string) => AppManifestUtils.validateAgainstSchema(value as TeamsManifest, schemaOf(schema));

  it('holds what Teams wants at its root and nothing else', () => {
    expect(Object.keys(files).sort()).to.deep.equal(['color.png', 'es.json', 'manifest.json', 'outline.png']);
  });

  it('has a manifest that its schema accepts, for this bot, in personal chats only', async () => {
    const manifest = json('manifest.json');
    expect(await complaints(manifest, 'MicrosoftTeams.schema.json')).to.deep.equal([]);
    expect(manifest).to.include({ manifestVersion: MANIFEST_VERSION, version: '1.2.3', id: APP });
    expect(manifest.bots[0]).to.deep.include({ botId: APP, scopes: ['personal'] });
    expect(await complaints({ ...manifest, bots: [{}] }, 'MicrosoftTeams.schema.json')).to.not.deep.equal([]);
  });

  it('has Spanish words under names and within lengths that their schema knows', () => {
    // The package's own check trips over a pattern of this schema.
    const schema = schemaOf('MicrosoftTeams.Localization.schema.json');
    const words: Record<string, string> = json('es.json');
    const limits = (name: string): { maxLength?: number } | undefined =>
      schema.properties[name] ?? Object.entries(schema.patternProperties).find(([pattern]) => new RegExp(pattern).test(name))?.[1];
    const wrong = Object.entries(words).filter(([name, text]) => !limits(name) || text.length > (limits(name)?.maxLength ?? Infinity));
    expect(wrong).to.deep.equal([]);
    expect(Object.keys(words)).to.include.members(schema.required);
  });

  it('follows the newest schema that npm has', () => {
    const numbers = readdirSync(SCHEMAS).flatMap((name) => /^v1\.(\d+)$/.exec(name)?.[1] ?? []);
    expect(MANIFEST_VERSION).to.equal(`1.${Math.max(...numbers.map(Number))}`);
  });

  for (const [name, size] of [
    ['color.png', 192],
    ['outline.png', 32],
  ] as const) {
    it(`has ${name} of ${size} by ${size}, with something on it`, () => {
      const file = Buffer.from(files[name]!);
      expect([file.readUInt32BE(16), file.readUInt32BE(20)]).to.deep.equal([size, size]);
      const pixels = inflateSync(file.subarray(41, 41 + file.readUInt32BE(33)));
      expect(pixels.length).to.equal(size * (4 * size + 1));
      const transparent = pixels.filter(
        (_, index) => index % (4 * size + 1) !== 0 && ((index % (4 * size + 1)) - 1) % 4 === 3 && pixels[index] === 0,
      );
      expect(transparent.length > 0).to.equal(name === 'outline.png');
      expect(new Set(pixels).size).to.be.greaterThan(2);
    });
  }

  it('cannot be made without an app id', () => {
    for (const id of [undefined, '', 'my-bot']) expect(() => buildPackage(testContent(), id, '1.0.0')).to.throw('MicrosoftAppId');
  });
});
