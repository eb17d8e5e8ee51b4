import { expect } from 'chai';
import { describe, it } from 'mocha';
import { readConfig } from '../../bot/config.ts';

describe('readConfig', () => {
  it('needs nothing: a loopback bot with a file of its own', () => {
    const config = readConfig({});
    expect(config).to.include({ HOST: '127.0.0.1', PORT: 3978, LOG_LEVEL: 'info', servesPatients: false });
    expect(config.store).to.deep.equal({ kind: 'sqlite', file: './data/bot.db' });
  });

  it('takes an empty setting for one that is not set', () => {
    const config = readConfig({ PORT: '', DATA_KEY: '', PUBLIC_URL: '', ALLOWED_ORIGINS: '' });
    expect(JSON.stringify(config)).to.equal(JSON.stringify(readConfig({})));
    expect(config).to.include({ PORT: 3978, DATA_KEY: undefined, PUBLIC_URL: undefined });
  });

  const wrong: [name: string, env: Record<string, string>, says: RegExp][] = [
    ['a port that is none', { PORT: 'http' }, /^PORT must be a whole number from 0 to 65535, got "http"$/],
    ['a port out of range', { PORT: '70000' }, /^PORT .*65535.*got "70000"$/],
    [
      'a store of another kind',
      { STORE_URL: 'mysql://clinic:hunter2@db' },
      /^STORE_URL must be sqlite:… or postgres:\/\/…, got "mysql:…"$/,
    ],
    ['a short key', { DATA_KEY: 'short' }, /^DATA_KEY must have at least 32 characters/],
    ['an origin with a path', { ALLOWED_ORIGINS: 'https://clinic.test/chat' }, /^ALLOWED_ORIGINS must be origins/],
    ['an app id alone', { MicrosoftAppId: 'app' }, /MicrosoftAppTenantId must be set.*\n.*MicrosoftAppPassword must be set/],
    [
      'a password for an identity that Azure manages',
      { MicrosoftAppId: 'app', MicrosoftAppTenantId: 'tenant', MicrosoftAppType: 'UserAssignedMSI', MicrosoftAppPassword: 'hunter2' },
      /^MicrosoftAppPassword must not be set with MicrosoftAppType UserAssignedMSI: (?!.*hunter2)/,
    ],
    ['half of Twilio', { TWILIO_FROM: '+13105550100' }, /TWILIO_ACCOUNT_SID must be set/],
    ['a public address that is none', { PUBLIC_URL: 'clinic' }, /^PUBLIC_URL must be a web address/],
    ['a word for the demonstration that is not the word', { ALLOW_UNSIGNED_CONTENT: 'yes' }, /^ALLOW_UNSIGNED_CONTENT .*got "yes"$/],
  ];
  for (const [name, env, says] of wrong) {
    it(`refuses ${name}`, () => {
      expect(() => readConfig(env))
        .to.throw(says)
        .with.property('code', 'CONFIG');
    });
  }

  it('never repeats a secret', () => {
    expect(() => readConfig({ STORE_URL: 'mysql://clinic:hunter2@db' }))
      .to.throw()
      .with.property('message')
      .that.does.not.match(/hunter2/);
    expect(() => readConfig({ DATA_KEY: 'hunter2' }))
      .to.throw()
      .with.property('message')
      .that.does.not.match(/hunter2/);
  });

  const patients: [name: string, env: Record<string, string>][] = [
    ['an app id', { MicrosoftAppId: 'app', MicrosoftAppTenantId: 'tenant', MicrosoftAppPassword: 'secret' }],
    ['Twilio', { TWILIO_ACCOUNT_SID: 'AC', TWILIO_AUTH_TOKEN: 't', TWILIO_FROM: '+1', PUBLIC_URL: 'https://bot.test' }],
    ['a public address', { PUBLIC_URL: 'https://bot.test' }],
    ['allowed origins', { ALLOWED_ORIGINS: 'https://clinic.test' }],
    ['every interface', { HOST: '0.0.0.0' }],
    ['an address of the network', { HOST: '192.168.1.2' }],
  ];
  for (const [name, env] of patients) {
    it(`${name} can bring real patients`, () => expect(readConfig(env).servesPatients).to.equal(true));
  }
  for (const HOST of ['127.0.0.1', '127.1.2.3', '::1', 'localhost']) {
    it(`${HOST} alone brings none`, () => expect(readConfig({ HOST }).servesPatients).to.equal(false));
  }
});
