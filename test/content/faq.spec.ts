import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { checkFaq } from '../../content/check-faq.ts';
import { FAQ_DIR, loadFaq } from '../../content/load-faq.ts';
import { gradeOf, infleszOf } from '../../content/readability.ts';
import { hashOf } from '../../content/words.ts';

const SOURCES = new Set(['leaflet']);
const BODY = 'You can eat. It is safe.\n\nCall {phone} to ask.';
const QUESTIONS = Array.from({ length: 15 }, (_, i) => `  - may i eat number ${i}`).join('\n');
const PREGUNTAS = Array.from({ length: 15 }, (_, i) => `  - puedo comer numero ${i}`).join('\n');
const ENGLISH = `---
id: eating
group: care
question: May I eat?
questions:
${QUESTIONS}
sources: [leaflet]
related: []
safety: false
facts: [1, 2]
review: 2999-12-31
---
${BODY}
`;
const SPANISH = `---
id: eating
of: "${hashOf(BODY)}"
question: ¿Puedo comer?
questions:
${PREGUNTAS}
---
Usted puede comer. No hace daño.

Llame al {phone} y pregunte.
`;

describe('FAQ content', () => {
  let dir: string;
  const write = (file: string, text: string) => writeFileSync(join(dir, file), text);

  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'faq-'));
    write('facts.yaml', 'eating:\n  - One may eat\n  - It does no harm\n');
    write('groups.yaml', 'care: { en: Care, es: Cuidados }\n');
    write('eating.md', ENGLISH);
    write('eating.es.md', SPANISH);
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  it('is loaded: questions, first paragraph and the rest, per language', () => {
    const [entry] = loadFaq(dir).entries;

    expect(entry).to.include({ id: 'eating', group: 'care', safety: false });
    expect(entry?.languages.en).to.deep.include({
      question: 'May I eat?',
      first: 'You can eat. It is safe.',
      more: 'Call {phone} to ask.',
    });
    expect(entry?.languages.es.first).to.equal('Usted puede comer. No hace daño.');
    expect(entry?.languages.es.questions).to.have.length(15);
  });

  it('is answered in English where it is not translated', () => {
    rmSync(join(dir, 'eating.es.md'));

    expect(loadFaq(dir).entries[0]?.languages.es.question).to.equal('May I eat?');
  });

  const broken: [string, (text: string) => string, RegExp][] = [
    ['no front matter', () => 'You can eat.', /^eating\.md:1 has no front matter: /],
    ['no answer', (text) => text.replace(BODY, ''), /^eating\.md:27 has no answer: /],
    ['an unknown field', (text) => text.replace('safety: false', 'safety: false\ncolour: red'), /^eating\.md:24 colour is wrong: /],
    ['a field of another kind', (text) => text.replace('safety: false', 'safety: perhaps'), /^eating\.md:23 safety is wrong: /],
    ['the id of another file', (text) => text.replace('id: eating', 'id: drinking'), /^eating\.md:2 id is "drinking": /],
    ['broken YAML', (text) => text.replace('group: care', 'group: "care'), /^eating\.md:\d+ not YAML/],
  ];
  for (const [what, change, complaint] of broken)
    it(`is refused with its place: ${what}`, () => {
      write('eating.md', change(ENGLISH));

      expect(() => loadFaq(dir)).to.throw(complaint);
    });

  it('has nothing to mend when it is well made', () => {
    expect(checkFaq(SOURCES, dir)).to.deep.equal([]);
  });

  const hard = 'Subsequently, interventional anesthesiological consultation necessitates comprehensive multidisciplinary evaluation.';
  const dificil =
    'Posteriormente, la interconsulta anestesiológica intervencionista requiere evaluaciones multidisciplinarias exhaustivas.';
  const again = (body: string) => SPANISH.replace(hashOf(BODY), hashOf(body));
  const mendable: [string, string, string, string | undefined][] = [
    ['C41', 'a missing translation', ENGLISH, undefined],
    ['C42', 'a translation of an older English', ENGLISH.replace('It is safe', 'It is fine'), SPANISH],
    ['C43', 'an unknown source', ENGLISH.replace('[leaflet]', '[leaflet, rumour]'), SPANISH],
    ['C44', 'a related topic that is not there', ENGLISH.replace('related: []', 'related: [dancing]'), SPANISH],
    ['C46', 'too few questions', ENGLISH.replace('  - may i eat number 3\n', ''), SPANISH],
    [
      'C47',
      'a first part too long for an SMS',
      ENGLISH.replace('You can eat.', 'You can eat. '.repeat(20).trim()),
      again(BODY.replace('You can eat.', 'You can eat. '.repeat(20).trim())),
    ],
    ['C48', 'English that is hard to read', ENGLISH.replace('It is safe.', hard), again(BODY.replace('It is safe.', hard))],
    ['C48', 'Spanish that is hard to read', ENGLISH, SPANISH.replace('No hace daño.', dificil)],
    ['C49', 'placeholders that differ', ENGLISH, SPANISH.replace('{phone}', '{emergency}')],
    [
      'C49',
      'an unknown placeholder',
      ENGLISH.replace('{phone}', '{fax}'),
      again(BODY.replace('{phone}', '{fax}')).replace('{phone}', '{fax}'),
    ],
    [
      'C47',
      'a first part of three sentences',
      ENGLISH.replace('It is safe.', 'It is safe. Do it.'),
      again(BODY.replace('It is safe.', 'It is safe. Do it.')),
    ],
    ['C4B', 'a group without a name', ENGLISH.replace('group: care', 'group: meals'), SPANISH],
    ['C4C', 'a review that is overdue', ENGLISH.replace('2999-12-31', '2020-01-31'), SPANISH],
    ['C4A', 'a fact that is not given', ENGLISH.replace('[1, 2]', '[1]'), SPANISH],
    ['C4A', 'a fact that is not there', ENGLISH.replace('[1, 2]', '[1, 2, 3]'), SPANISH],
  ];
  for (const [id, what, english, spanish] of mendable)
    it(`is mended: ${what} (${id})`, () => {
      write('eating.md', english);
      if (spanish) write('eating.es.md', spanish);
      else rmSync(join(dir, 'eating.es.md'));

      const findings = checkFaq(SOURCES, dir);

      expect([...new Set(findings.map((finding) => finding.id))]).to.deep.equal([id]);
      for (const { file, line, fix } of findings) {
        const lines = readFileSync(join(dir, file), 'utf8').split('\n').length;
        expect(line).to.be.within(1, lines);
        expect(fix).to.not.equal('');
      }
    });

  it('is mended: one question that two topics claim (C45), at its line', () => {
    const body = (text: string) =>
      text.replaceAll('eating', 'meals').replaceAll('may i eat', 'may i dine').replaceAll('puedo comer', 'puedo cenar');
    write('meals.md', body(ENGLISH).replace('May I eat?', 'May I dine?').replace('  - may i dine number 2', '  - May I eat, number 2'));
    write('meals.es.md', body(SPANISH).replace('¿Puedo comer?', '¿Puedo cenar?'));
    write('facts.yaml', 'eating: [One may eat, It does no harm]\nmeals: [One may dine, It does no harm]\n');

    expect(checkFaq(SOURCES, dir).map(({ id, file, line }) => `${file}:${line} ${id}`)).to.deep.equal(['meals.md:8 C45']);
  });

  it('keeps the place of a finding in files of either line ending', () => {
    write('eating.md', ENGLISH.replace('[leaflet]', '[rumour]').replaceAll('\n', '\r\n'));

    expect(checkFaq(SOURCES, dir).map(({ line, id }) => `${line} ${id}`)).to.deep.equal(['21 C43']);
  });

  it('is complete: every topic that has facts is there in both languages', () => {
    cpSync(FAQ_DIR, dir, { recursive: true });
    rmSync(join(dir, 'eating.md'));
    rmSync(join(dir, 'eating.es.md'));
    const { entries } = loadFaq(dir);
    const sources = new Set(entries.flatMap((entry) => entry.sources));

    expect(entries).to.have.length.of.at.least(60);
    expect(checkFaq(sources, dir).filter(({ later }) => !later)).to.deep.equal([]);
  });
});

describe('readability', () => {
  it('counts plain English as plainer than officialese', () => {
    expect(gradeOf('The cat sat. It had a nap.')).to.be.below(2);
    expect(gradeOf('Comprehensive interdisciplinary evaluation facilitates individualized recommendations.')).to.be.above(15);
  });

  it('counts plain Spanish as plainer than officialese', () => {
    expect(infleszOf('El gato duerme. Está en la cama.')).to.be.above(80);
    expect(infleszOf('La evaluación interdisciplinaria posibilita recomendaciones individualizadas.')).to.be.below(20);
  });

  it('does not count placeholders, and ends a sentence at the end of a list item', () => {
    expect(gradeOf('Call {phone}.')).to.equal(gradeOf('Call.'));
    expect(gradeOf('Stop if:\n- you are sick\n- you fall')).to.equal(gradeOf('Stop if. You are sick. You fall.'));
  });
});
