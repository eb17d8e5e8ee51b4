import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isNode, LineCounter, parseDocument } from 'yaml';
import { CONTENT_DIR } from './load.ts';
import { type BankPhrase, loadBank } from './load-bank.ts';
import { nearPairs } from './near-phrases.ts';

/** A finding as `check.ts` prints it. */
interface BankFinding {
  id: string;
  file: string;
  line: number;
  problem: string;
  fix: string;
}

/** More than this share of the shorter phrase's word trigrams in another makes them near-duplicates. */
const NEAR = 0.6;
const LEAST_POSITIVES = 60;
const LEAST_NEGATIVES = 30;

/**
 * What is wrong with the phrase bank: B01 near-duplicates, B02 too few positives or B03 negatives of a sign, B04 phrases of the
 * sets that the bot is measured with (`evaluated`), which the bank must never learn from.
 */
export function checkBank(evaluated: string[], dir: string = CONTENT_DIR): BankFinding[] {
  const { signs, phrases } = loadBank(dir);
  const lines = linesIn(dir);
  const files = [...new Set(phrases.map(({ file }) => file))];
  return files.flatMap((file) =>
    findingsOf(
      phrases.filter((phrase) => phrase.file === file),
      signs,
      evaluated,
      lines,
    ),
  );
}

function findingsOf(said: BankPhrase[], signs: string[], evaluated: string[], lines: Lines): BankFinding[] {
  const { file, concept } = said[0]!;
  return [...duplicates(said, lines), ...(signs.includes(concept) ? shortages(file, said) : []), ...leaks(said, evaluated, lines)];
}

type Lines = (phrase: BankPhrase) => number;

function duplicates(said: BankPhrase[], lines: Lines): BankFinding[] {
  // A positive and a negative may differ in one word: that word is what they teach.
  const sides = [said.filter(({ kind }) => kind === 'positive'), said.filter(({ kind }) => kind !== 'positive')];
  const far = sides.flatMap((side) => nearPairs(textsOf(side), NEAR).map(([first, second]) => [side[first]!, side[second]!] as const));
  return far.map(([first, second]) => ({
    id: 'B01',
    file: second.file,
    line: lines(second),
    problem: `"${brief(second)}" says nearly the same as line ${lines(first)}`,
    fix: 'remove it, or say it in other words',
  }));
}

function shortages(file: string, said: BankPhrase[]): BankFinding[] {
  const positives = said.filter(({ kind }) => kind === 'positive').length;
  const negatives = said.length - positives;
  const few = (id: string, what: string, count: number, least: number): BankFinding[] =>
    count >= least ? [] : [{ id, file, line: 1, problem: `only ${count} ${what}`, fix: `add ${least - count}, of other kinds` }];
  return [...few('B02', 'positives', positives, LEAST_POSITIVES), ...few('B03', 'negatives', negatives, LEAST_NEGATIVES)];
}

function leaks(said: BankPhrase[], evaluated: string[], lines: Lines): BankFinding[] {
  const pairs = nearPairs([...evaluated, ...textsOf(said)], NEAR);
  const leaked = new Set(pairs.flatMap(([first, second]) => (first < evaluated.length && second >= evaluated.length ? [second] : [])));
  return [...leaked].map((at) => {
    const phrase = said[at - evaluated.length]!;
    const problem = `"${brief(phrase)}" is in an evaluation set`;
    return { id: 'B04', file: phrase.file, line: lines(phrase), problem, fix: 'remove it from the bank' };
  });
}

function textsOf(phrases: BankPhrase[]): string[] {
  return phrases.map(({ text }) => text);
}

function brief({ text }: BankPhrase): string {
  return text.length > 50 ? `${text.slice(0, 49)}…` : text;
}

/** Each file is parsed again for its lines only when it has a finding. */
function linesIn(dir: string): Lines {
  const parsed = new Map<string, (at: BankPhrase['at']) => number>();
  return ({ file, at }) => {
    const known = parsed.get(file) ?? linesOf(readFileSync(join(dir, file), 'utf8'));
    parsed.set(file, known);
    return known(at);
  };
}

function linesOf(source: string): (at: BankPhrase['at']) => number {
  const counter = new LineCounter();
  const document = parseDocument(source, { lineCounter: counter });
  return (at) => {
    const node = document.getIn(at, true);
    return isNode(node) && node.range ? counter.linePos(node.range[0]).line : 1;
  };
}
