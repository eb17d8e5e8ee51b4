import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { checkContent, printed } from '../../content/check.ts';
import { CONTENT_DIR, loadContent, PROTOCOL } from '../../content/load.ts';
import { examplesOf } from '../../dialogs/faq/examples.ts';
import { learn } from '../../dialogs/faq/learn.ts';
import { rank } from '../../dialogs/faq/rank.ts';
import { scorer } from '../../dialogs/faq/scores.ts';
import { readerOf, usageOf } from '../../dialogs/faq/spelling.ts';

const PAGE = readFileSync(fileURLToPath(new URL('../../docs/authoring.md', import.meta.url)), 'utf8');

/** Does what the page says, with what the page shows, and must see what the page promises. */
describe('docs/authoring.md', () => {
  const blocks = new Map(
    [...PAGE.matchAll(/^```(?:yaml|markdown|text) ([^\n]+)\n([\s\S]*?)^```$/gm)].map(([, name, text]) => [name!, text!]),
  );
  const root = mkdtempSync(join(tmpdir(), 'authoring-'));
  const faq = join(root, PROTOCOL, 'faq');
  const checked = () => {
    const now = checkContent(root).filter(({ later }) => !later);
    return `${[...now.map(printed), now.length === 0 ? 'content: nothing to mend' : `content: ${now.length} to mend`].join('\n')}\n`;
  };

  before(() => cpSync(CONTENT_DIR, root, { recursive: true }));
  after(() => rmSync(root, { recursive: true }));

  it('shows every file and every answer of the check', () => {
    expect([...blocks.keys()]).to.deep.equal(['facts.yaml', 'pets.md', 'after pets.md', 'pets.es.md', 'after pets.es.md', 'after of']);
  });

  it('leads to the findings that it shows, and then to none', () => {
    appendFileSync(join(faq, 'facts.yaml'), blocks.get('facts.yaml')!);
    writeFileSync(join(faq, 'pets.md'), blocks.get('pets.md')!);
    expect(checked()).to.equal(blocks.get('after pets.md'));

    writeFileSync(join(faq, 'pets.es.md'), blocks.get('pets.es.md')!);
    const stale = checked();
    expect(stale).to.equal(blocks.get('after pets.es.md'));

    const hash = /set of: ([0-9a-f]{8})/.exec(stale)![1]!;
    writeFileSync(join(faq, 'pets.es.md'), blocks.get('pets.es.md')!.replace('00000000', hash));
    expect(checked()).to.equal(blocks.get('after of'));
  });

  it('makes a topic that is found by a question which is not in the file', () => {
    const content = loadContent(root);
    const examples = examplesOf(content.faq, content.faqWords);
    const reader = readerOf(usageOf(examples, content.lexicon.shorthand), content.faqWords.concepts, content.lexicon);
    const ids = content.faq.entries.map(({ id }) => id);
    const asked = /`(can i bring[^`]+)`/.exec(PAGE)![1]!;

    const { ids: best } = rank(ids, scorer(learn(examples, ids, reader), reader)(asked));

    expect(blocks.get('pets.md')).to.not.include(asked);
    expect(best[0]).to.equal('pets');
  });
});
