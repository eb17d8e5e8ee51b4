import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import ts from 'typescript';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const ROOMS = ['content', 'dialogs', 'bot', 'test'];
const SDK = /^(botbuilder|botframework)/;
/** Words that no patient reads: errors and settings explained to operators, queries, and what patients write themselves. */
const OTHER_WORDS =
  /^(content|bot\/store|bot\/operate|dialogs\/understand)\/|^bot\/(app|config|readiness|metrics|channels\/service-url)\.ts$/;
const PURE = /^dialogs\/(triage|understand|faq)\//;

interface Installed {
  version?: string;
  dependencies?: Record<string, Installed>;
}

interface Import {
  file: string;
  from: string;
}

const files = ROOMS.flatMap((room) => sources(join(ROOT, room)));
const imports = files.flatMap((file) => importsOf(file).map((from): Import => ({ file, from })));
const product = (file: string) => !file.startsWith('test/');

describe('the rooms', () => {
  it('has files to look at', () => {
    expect(files.length).to.be.greaterThan(50);
    expect(imports.length).to.be.greaterThan(100);
  });

  it('imports go down only: bot → dialogs → content', () => {
    const rank = (path: string) => ROOMS.indexOf(path.split('/')[0]!);
    const upward = imports.filter(({ file, from }) => product(file) && isLocal(from) && rank(resolved({ file, from })) > rank(file));
    expect(upward).to.deep.equal([]);
  });

  it('the SDK stays in bot/ and in the Dialog classes at the top of dialogs/', () => {
    const inside = imports.filter(({ file, from }) => SDK.test(from) && (file.startsWith('content/') || PURE.test(file)));
    expect(inside).to.deep.equal([]);
  });

  it('triage, understanding and search do no I/O', () => {
    const allowed = /^node:(worker_threads|crypto|url)$/;
    const io = imports.filter(({ file, from }) => PURE.test(file) && /^node:|^express|^pino|^ws$/.test(from) && !allowed.test(from));
    expect(io).to.deep.equal([]);
  });

  it('only bot/config.ts reads the environment', () => {
    const readers = files.filter((file) => product(file) && /process\.env/.test(read(file)));
    expect(readers).to.deep.equal(['bot/config.ts']);
  });

  it('no file outside test/ and content/ is longer than 300 lines', () => {
    const long = files.filter((file) => product(file) && !file.startsWith('content/') && read(file).split('\n').length > 300);
    expect(long).to.deep.equal([]);
  });

  it('no import goes round in a circle', () => {
    const graph = new Map(files.map((file) => [file, imports.filter((each) => each.file === file && isLocal(each.from)).map(resolved)]));
    expect(circle(graph)).to.equal(undefined);
  });

  it('the recognizers are one 1.3 copy each, as the overrides ask', () => {
    const listed = JSON.parse(
      execFileSync('npm', ['ls', '--all', '--json'], { cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }),
    );
    const versions = new Map<string, Set<string>>();
    const walk = (node: Installed) => {
      for (const [name, child] of Object.entries(node.dependencies ?? {})) {
        if (name.startsWith('@microsoft/recognizers-text') && child.version)
          versions.set(name, (versions.get(name) ?? new Set()).add(child.version));
        walk(child);
      }
    };
    walk(listed);
    expect(versions.size).to.be.greaterThan(3);
    for (const [name, found] of versions) {
      expect([...found], name).to.have.length(1);
      expect([...found][0], name).to.match(/^1\.3\./);
    }
  });
});

describe('the words that patients read', () => {
  it('come from content/: no sentence in the code of bot/ and dialogs/', () => {
    const sentences = files
      .filter((file) => product(file) && !OTHER_WORDS.test(file))
      .flatMap((file) => sentencesIn(file).map((text) => `${file}: ${text}`));
    expect(sentences).to.deep.equal([]);
  });
});

function sources(dir: string): string[] {
  return readdirSync(dir, { recursive: true, encoding: 'utf8', withFileTypes: false })
    .filter((file) => /\.tsx?$/.test(file) && !file.endsWith('.d.ts') && !file.includes('node_modules'))
    .map((file) => relative(ROOT, join(dir, file)));
}

function read(file: string): string {
  return readFileSync(join(ROOT, file), 'utf8');
}

function importsOf(file: string): string[] {
  return ts.preProcessFile(read(file), true, true).importedFiles.map(({ fileName }) => fileName);
}

function isLocal(from: string): boolean {
  return from.startsWith('.');
}

function resolved({ file, from }: Import): string {
  return relative(ROOT, join(ROOT, dirname(file), from));
}

function circle(graph: Map<string, string[]>): string[] | undefined {
  const done = new Set<string>();
  const visit = (file: string, path: string[]): string[] | undefined => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
    if (done.has(file)) return undefined;
    for (const next of graph.get(file) ?? []) {
      const found = visit(next, [...path, file]);
      if (found) return found;
    }
    done.add(file);
    return undefined;
  };
  for (const file of graph.keys()) {
    const found = visit(file, []);
    if (found) return found;
  }
  return undefined;
}

/**
 * String literals that read like a sentence: three or more plain words of letters. What operators read (errors thrown and logged,
 * settings) is not for patients.
 */
function sentencesIn(file: string): string[] {
  const source = ts.createSourceFile(
    file,
    read(file),
    ts.ScriptTarget.Latest,
    true,
    file.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS,
  );
  const found: string[] = [];
  const visit = (node: ts.Node) => {
    if (forOperators(node) || ts.isTaggedTemplateExpression(node)) return;
    const text =
      ts.isStringLiteralLike(node) || ts.isJsxText(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node)
        ? node.text
        : '';
    if (/(^|[\s>])[A-Za-zÁÉÍÓÚÑáéíóúñ']+[,.]?( [A-Za-zÁÉÍÓÚÑáéíóúñ']+[,.]?){2,}/.test(text.replace(/<[^>]*>|[A-Z]{3,}/g, ' ')))
      found.push(text.trim().slice(0, 80));
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function forOperators(node: ts.Node): boolean {
  if (ts.isThrowStatement(node) || ts.isImportDeclaration(node)) return true;
  if (ts.isNewExpression(node)) return /^Fault$|Error$/.test(node.expression.getText());
  if (ts.isCallExpression(node))
    return /^(log|logger|console|refuse|fail|problem|reject|z|.*\.(log|logger))(\.|$)|Error$|\.(refine|regex|describe|prepare|exec|raw)$/.test(
      node.expression.getText(),
    );
  return false;
}
