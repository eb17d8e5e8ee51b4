import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { checkContent, printed } from '../../content/check.ts';
import { jsonSchemas } from '../../content/json-schema.ts';
import { CONTENT_DIR, loadContent } from '../../content/load.ts';
import { ContentError } from '../../content/read-yaml.ts';
import { derived } from '../../dialogs/triage/derived.ts';

const TRIAGE = 'post-dural-puncture-headache/triage.yaml';

/** The content with one file changed. */
function changed(file: string, change: (text: string) => string): string {
  const dir = mkdtempSync(join(tmpdir(), 'content-'));
  cpSync(CONTENT_DIR, dir, { recursive: true });
  const before = readFileSync(join(dir, file), 'utf8');
  const after = change(before);
  expect(after, 'the change changes something').to.not.equal(before);
  writeFileSync(join(dir, file), after);
  return dir;
}

function complaints(dir: string): string[] {
  try {
    loadContent(dir);
    return [];
  } catch (error) {
    expect(error).to.be.instanceOf(ContentError);
    return (error as ContentError).complaints;
  }
}

describe('loadContent', () => {
  it('reads the content', () => {
    const content = loadContent();
    expect(content.protocol.rules.length).to.be.greaterThan(50);
    expect(content.words.es.get('questions.red-flags.text')).to.match(/^Desde/);
  });

  const broken: [string, string, (text: string) => string, RegExp][] = [
    [
      'a level that is none',
      TRIAGE,
      (text) => text.replace('level: emergency', 'level: urgent'),
      /^post-dural-puncture-headache\/triage\.yaml:\d+ rules\.0\.level is wrong: .+/,
    ],
    [
      'a key that nobody knows',
      TRIAGE,
      (text) => text.replace('    kind: scale', '    kind: scale\n    colour: red'),
      /triage\.yaml:\d+ questions\.\d+\.colour is wrong/,
    ],
    ['a line that is no YAML', TRIAGE, (text) => text.replace('version: 1', 'version: [1'), /triage\.yaml:\d+ not YAML .+: mend/],
    [
      'a phone that is none',
      'clinic.yaml',
      (text) => text.replace('phone: "+13105550134"', 'phone: "555-0134"'),
      /^clinic\.yaml:\d+ phone is wrong: a US number/,
    ],
  ];
  for (const [what, file, change, complaint] of broken) {
    it(`complains of ${what} with file, line, problem and fix`, () => {
      const [first] = complaints(changed(file, change));
      expect(first).to.match(complaint);
    });
  }

  it('names the right line', () => {
    const dir = changed('clinic.yaml', (text) => text.replace('emergencyNumber: "911"', 'emergencyNumber: "none"'));
    const line =
      readFileSync(join(dir, 'clinic.yaml'), 'utf8')
        .split('\n')
        .findIndex((each) => each.startsWith('emergencyNumber')) + 1;
    expect(complaints(dir)).to.have.length(1);
    expect(complaints(dir)[0]).to.match(new RegExp(`^clinic\\.yaml:${line} `));
  });
});

describe('the computed facts', () => {
  it('are told to the reader of the rules, each of them', () => {
    expect(Object.keys(loadContent().protocol.computed)).to.have.members(Object.keys(derived));
  });
});

describe('checkContent', () => {
  it('finds nothing to mend now', () =>
    expect(
      checkContent()
        .filter(({ later }) => !later)
        .map(printed),
    ).to.deep.equal([]));

  const wrong: [string, string, string, (text: string) => string][] = [
    [
      'C01',
      'a sentence without its Spanish',
      TRIAGE.replace('.yaml', '.es.yaml'),
      (text) => text.replace(/ {2}questions\.trend\.title:[^\n]*\n( {4}[^\n]*\n)*/, ''),
    ],
    [
      'C02',
      'a Spanish of an older English',
      TRIAGE,
      (text) => text.replace('Have you taken a painkiller, and did it help?', 'Did a painkiller help?'),
    ],
    ['C04', 'a message without its Spanish', 'messages/es.yaml', (text) => text.replace(/^confirm\.yes:.*\n/m, '')],
    ['C06', 'a message that lost a placeholder', 'messages/es.yaml', (text) => text.replace('Llamar al {emergency}', 'Llamar al 911')],
    ['C10', 'an unknown that is no value', TRIAGE, (text) => text.replace('range: [0, 10], unknown: 7', 'range: [0, 10], unknown: 70')],
    ['C30', 'a source that nobody knows', TRIAGE, (text) => text.replace('sources: [do2019, medlineplus]', 'sources: [hearsay]')],
    [
      'C31',
      'a rule in the wrong level',
      TRIAGE,
      (text) => text.replace('  - id: S19\n    level: same-day', '  - id: S19\n    level: book'),
    ],
    ['C34', 'a rule that reads no fact', TRIAGE, (text) => text.replace('when: [{ neuro: [yes] }]', 'when: [{ nuero: [yes] }]')],
    [
      'C35',
      'a rule that reads no value',
      TRIAGE,
      (text) => text.replace('when: [{ thunderclap: [yes] }]', 'when: [{ thunderclap: [sudden] }]'),
    ],
  ];
  for (const [id, what, file, change] of wrong) {
    it(`${id}: ${what}`, () => {
      const found = checkContent(changed(file, change)).filter((finding) => finding.id === id);
      expect(found).to.not.deep.equal([]);
      expect(printed(found[0]!)).to.match(/^\S+:\d+ C\d\d .+: .+/);
    });
  }

  it('the schemas that editors read are those of the code', () => {
    for (const [file, text] of Object.entries(jsonSchemas())) {
      expect(readFileSync(join(CONTENT_DIR, 'schemas', file), 'utf8'), `${file}: run npm run schema`).to.equal(text);
    }
  });
});
