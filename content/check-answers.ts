import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isNode, LineCounter, parseDocument } from 'yaml';
import type { Finding } from './finding.ts';
import { CONTENT_DIR } from './load.ts';
import { type AnswerPhrase, loadAnswers } from './load-answers.ts';
import { nearPairs } from './near-phrases.ts';

const NEAR = 0.6;
const LEAST = 20;

/** What is wrong with the bank of answers: B05 near-duplicates within an option, B06 an option with too few phrases. */
export function checkAnswers(dir: string = CONTENT_DIR): Finding[] {
  const groups = new Map<string, AnswerPhrase[]>();
  for (const phrase of loadAnswers(dir)) {
    const key = `${phrase.file} ${phrase.option}`;
    groups.set(key, [...(groups.get(key) ?? []), phrase]);
  }
  return [...groups.values()].flatMap((said) => [...duplicates(dir, said), ...shortage(dir, said)]);
}

function duplicates(dir: string, said: AnswerPhrase[]): Finding[] {
  const texts = said.map(({ text }) => text);
  return nearPairs(texts, NEAR).map(([first, second]) => ({
    id: 'B05',
    file: said[second]!.file,
    line: lineOf(dir, said[second]!.file, said[second]!.at),
    problem: `"${texts[second]}" says nearly the same as "${texts[first]}"`,
    fix: 'remove it, or say it in other words',
  }));
}

function shortage(dir: string, said: AnswerPhrase[]): Finding[] {
  const { file, option, at } = said[0]!;
  if (said.length >= LEAST) return [];
  const problem = `only ${said.length} phrases for option "${option}"`;
  return [{ id: 'B06', file, line: lineOf(dir, file, at), problem, fix: `add ${LEAST - said.length}, of other kinds` }];
}

function lineOf(dir: string, file: string, at: AnswerPhrase['at']): number {
  const lines = new LineCounter();
  const node = parseDocument(readFileSync(join(dir, file), 'utf8'), { lineCounter: lines }).getIn(at, true);
  return isNode(node) && node.range ? lines.linePos(node.range[0]).line : 1;
}
