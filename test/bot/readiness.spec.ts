import { expect } from 'chai';
import { describe, it } from 'mocha';
import { readConfig } from '../../bot/config.ts';
import { readiness } from '../../bot/readiness.ts';
import type { Content } from '../../content/load.ts';
import { testContent } from './support/start-server.ts';

const DATA_KEY = 'k'.repeat(32);
const PUBLIC = { HOST: '0.0.0.0' };
const offices = [{ name: 'Main', address: '1 Main St', directions: 'https://clinic.test/way' }];
const real = {
  phone: '+13104441234',
  onCallPhone: null,
  bookingUrl: 'https://clinic.test/book',
  privacyUrl: 'https://clinic.test/privacy',
  offices,
};

function signedContent(clinic: Partial<Content['clinic']> = {}, by: string | null = 'A Clinician, MD'): Content {
  const content = testContent();
  const review = { by, on: '2026-11-01', until: '2027-11-01' };
  return { ...content, clinic: { ...content.clinic, ...real, ...clinic }, protocol: { ...content.protocol, review } };
}

describe('readiness', () => {
  const check = (env: Record<string, string>, content: Content) => () => readiness(readConfig(env), content);

  it('lets a bot start that only this machine reaches', () => {
    expect(check({}, signedContent({ phone: '+13105550134' }, null))()).to.deep.equal({ demoBanner: false });
  });

  it('lets a bot start that has all it needs', () => {
    expect(check({ ...PUBLIC, DATA_KEY }, signedContent())()).to.deep.equal({ demoBanner: false });
  });

  const refused: [name: string, env: Record<string, string>, content: () => Content, says: RegExp][] = [
    ['no key', PUBLIC, () => signedContent(), /DATA_KEY must be set/],
    ['rules nobody signed', { ...PUBLIC, DATA_KEY }, () => signedContent({}, null), /not signed/],
    [
      'a reserved phone number',
      { ...PUBLIC, DATA_KEY },
      () => signedContent({ phone: '+13105550199' }),
      /phone is the placeholder \+13105550199/,
    ],
    ['a reserved web address', { ...PUBLIC, DATA_KEY }, () => signedContent({ bookingUrl: 'https://www.example.org/x' }), /bookingUrl/],
    [
      'a reserved address within a list',
      { ...PUBLIC, DATA_KEY },
      () => signedContent({ offices: [{ ...offices[0]!, directions: 'https://example.com' }] }),
      /offices 0 directions/,
    ],
  ];
  for (const [name, env, content, says] of refused) {
    it(`refuses real patients with ${name}`, () => expect(check(env, content())).to.throw(says));
  }

  it('shows what is not ready as a demonstration, and says so', () => {
    const demo = { ...PUBLIC, ALLOW_UNSIGNED_CONTENT: 'demo' };
    expect(check(demo, signedContent({}, null))()).to.deep.equal({ demoBanner: true });
    expect(check(demo, signedContent())()).to.deep.equal({ demoBanner: false });
  });
});
