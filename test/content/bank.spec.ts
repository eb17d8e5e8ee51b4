import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { checkAnswers } from '../../content/check-answers.ts';
import { checkBank } from '../../content/check-bank.ts';
import { CONTENT_DIR, PROTOCOL } from '../../content/load.ts';
import { loadBank } from '../../content/load-bank.ts';
import { ContentError } from '../../content/read-yaml.ts';
import { jsonLines } from '../support/json-lines.ts';

const CASES = fileURLToPath(new URL('../cases/', import.meta.url));
const PATIENTS = fileURLToPath(new URL('../fixtures/patients.jsonl', import.meta.url));
const FEVER = `${PROTOCOL}/phrases/bank/en/fever.yaml`;

describe('the phrase bank', () => {
  it('is wide enough, repeats nothing, and holds no phrase of the evaluation sets', () => {
    const texts = readdirSync(CASES)
      .filter((file) => file.endsWith('.jsonl'))
      .flatMap((file) => jsonLines<{ text?: string }>(join(CASES, file)))
      .flatMap(({ text }) => text ?? []);
    const evaluated = [...texts, ...jsonLines<{ opening: string }>(PATIENTS).map(({ opening }) => opening)];
    expect(evaluated.length).to.be.at.least(210);
    expect(checkBank(evaluated)).to.deep.equal([]);
  });

  it('has enough different phrases for the options of every question it covers', () => {
    expect(checkAnswers()).to.deep.equal([]);
  });

  it('speaks of the same signs in both languages', () => {
    const { signs, phrases } = loadBank();
    for (const sign of signs) {
      const languages = new Set(phrases.filter(({ concept }) => concept === sign).map(({ language }) => language));
      expect([...languages].sort(), sign).to.deep.equal(['en', 'es']);
    }
  });
});

describe('a bank with a mistake', () => {
  let dir: string;

  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'bank-'));
    cpSync(join(CONTENT_DIR, PROTOCOL), join(dir, PROTOCOL), { recursive: true });
  });

  afterEach(() => rmSync(dir, { recursive: true, force: true }));

  const change = (by: (source: string) => string) => writeFileSync(join(dir, FEVER), by(readFileSync(join(dir, FEVER), 'utf8')));
  const found = (evaluated: string[] = []) => checkBank(evaluated, dir).map(({ id, file, line }) => `${file}:${line} ${id}`);

  it('is told of a near-duplicate at its line', () => {
    change((source) =>
      source.replace('positives:\n', 'positives:\n  - a made up phrase of seven plain words\n  - A made-up phrase of seven plain words!\n'),
    );
    expect(found()).to.deep.equal([`${FEVER}:5 B01`]);
  });

  it('may hold a positive and a negative that differ in one word', () => {
    change((source) =>
      source
        .replace('positives:\n', 'positives:\n  - my skin is burning like coals now\n')
        .replace('denied:\n', 'denied:\n    - never my skin is burning like coals now\n'),
    );
    expect(found()).to.deep.equal([]);
  });

  it('is told how many phrases are missing', () => {
    change(() => 'concept: fever\nlanguage: en\npositives: [hot as a stove]\nnegatives: { denied: [cool as ever] }\n');
    expect(found()).to.deep.equal([`${FEVER}:1 B02`, `${FEVER}:1 B03`]);
  });

  it('is told of a phrase that the bot is measured with', () => {
    change((source) => source.replace('positives:\n', 'positives:\n  - glowing like an ember since supper\n'));
    expect(found(['GLOWING like an ember, since supper.'])).to.deep.equal([`${FEVER}:4 B04`]);
  });

  for (const [mistake, from, to, complaint] of [
    ['a number for a phrase', 'positives:\n', 'positives:\n  - 104\n', `${FEVER}:4 positives.0 is wrong: must be a text: put it in quotes`],
    ['an unknown kind of negative', 'denied:', 'refused:', 'negatives'],
    ['another concept than its file', 'concept: fever', 'concept: chills', `${FEVER}:1 concept is "chills": name it fever, as the file`],
    ['another language than its folder', 'language: en', 'language: es', `${FEVER}:1 language is "es": set it to en, as the folder`],
  ] as const) {
    it(`is refused for ${mistake}`, () => {
      change((source) => source.replace(from, to));
      expect(() => loadBank(dir))
        .to.throw(ContentError)
        .with.property('message')
        .that.includes(complaint);
    });
  }
});
