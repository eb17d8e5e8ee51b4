import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { loadContent } from '../content/load.ts';
import { transcript } from './support/transcript.ts';

const README = readFileSync(new URL('../README.md', import.meta.url), 'utf8');

describe('the README', () => {
  it('shows a conversation as the bot has it', async () => {
    const shown = README.split('## A conversation')[1]!.split('\n## ')[0]!;
    const said = [...shown.matchAll(/^> \*\*Patient:\*\* (.*)$/gm)].map(([, text]) => text!);
    expect(said.length).to.be.greaterThan(3);
    expect(shown).to.include(await transcript(loadContent(), said));
  });

  it('names the commands that package.json has', () => {
    const { scripts } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
    const named = [...README.matchAll(/`npm (?:run )?([a-z:]+)/g)].map(([, name]) => name!).filter((name) => name !== 'ci');
    expect(named).to.not.have.length(0);
    for (const name of named) expect(scripts, `npm run ${name}`).to.have.property(name);
  });

  it('and the doors speak of settings that there are', () => {
    const doors = readFileSync(new URL('../docs/channels.md', import.meta.url), 'utf8');
    const settings = readFileSync(new URL('../.env.example', import.meta.url), 'utf8');
    const named = [...doors.matchAll(/(?<=^\s*|`)(\w+)=/gm)].map(([, name]) => name!);
    expect(named).to.include.members(['MicrosoftAppId', 'TWILIO_FROM', 'PUBLIC_URL']);
    for (const name of named) expect(settings).to.match(new RegExp(`^${name}=`, 'm'));
  });
});
