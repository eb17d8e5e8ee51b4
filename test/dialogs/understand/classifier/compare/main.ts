/** Compares learners of signs on the phrase bank by cross-validation; the table of docs/understanding.md is this one. */
import { parseArgs } from 'node:util';
import { loadBank } from '../../../../../content/load-bank.ts';
import { LANGUAGES, type Language } from '../../../../../content/schema.ts';
import { features, withVector } from '../../../../../dialogs/understand/classifier/features.ts';
import { foldsOf } from '../../../../../dialogs/understand/classifier/folds.ts';
import { roleOf } from '../../../../../dialogs/understand/classifier/role.ts';
import { phraseVectors } from '../../../../../dialogs/understand/vectors/phrase-vectors.ts';
import { type Learner, learners } from './learners.ts';

const FOLDS = 5;
const { values: options } = parseArgs({ options: { signs: { type: 'boolean', default: false } } });
const bank = loadBank();
const words = bank.phrases.map(({ text }) => features(text));
const vectors = await phraseVectors(bank.phrases);
const both = vectors ? words.map((each, i) => withVector(each, vectors[i]!)) : words;
/** What may be asked about for nothing, of all phrases that do not mean the sign. */
const FALSE_ALARMS = 0.05;
const folds = foldsOf(
  bank.phrases.map(({ text }) => text),
  FOLDS,
);

console.log('| learner | language | missed | AUROC | alarms: hard negatives | alarms: other talk | seconds |');
console.log('|---|---|---|---|---|---|---|');
for (const [name, learner, seen] of Object.entries(learners).flatMap(([name, learner]) => [
  [`${name}: words`, learner, words] as const,
  [`${name}: words and vectors`, learner, both] as const,
])) {
  // Both languages at once unless the learner's cost grows with the cube of the phrases.
  const parts: Language[][] = name.startsWith('kernel') ? LANGUAGES.map((language) => [language]) : [[...LANGUAGES]];
  for (const languages of parts) {
    const began = performance.now();
    const scores = validated(learner, seen, languages);
    const seconds = ((performance.now() - began) / 1000).toFixed(0);
    for (const language of languages) print(name, language, scores, seconds);
  }
}

function validated(learner: Learner, seen: typeof words, languages: Language[]): Float64Array[] {
  const scores = bank.signs.map(() => new Float64Array(bank.phrases.length));
  const wanted = bank.phrases.flatMap(({ language }, i) => (languages.includes(language) ? [i] : []));
  for (let fold = 0; fold < FOLDS; fold++) {
    const to = wanted.filter((i) => folds[i] === fold);
    const given = learner(
      bank,
      seen,
      wanted.filter((i) => folds[i] !== fold),
      to,
    );
    given.forEach((each, sign) => {
      to.forEach((i, at) => {
        scores[sign]![i] = each[at]!;
      });
    });
  }
  return scores;
}

function print(name: string, language: Language, scores: Float64Array[], seconds: string): void {
  const rows = bank.signs.map((sign, i) => {
    const own = scores[i]!;
    const of = (...roles: string[]) =>
      bank.phrases.flatMap((phrase, at) => (phrase.language === language && roles.includes(roleOf(phrase, sign, bank)) ? [own[at]!] : []));
    const falling = of('against', 'quiet').sort((a, b) => b - a);
    const threshold = falling[Math.floor(falling.length * FALSE_ALARMS)]!;
    const over = (values: number[]) => values.filter((value) => value > threshold).length / (values.length || 1);
    return {
      sign,
      missed: 1 - over(of('for')),
      hard: over(of('against')),
      talk: over(of('quiet')),
      auroc: auroc(of('for'), of('against', 'quiet')),
    };
  });
  const mean = (pick: (row: (typeof rows)[number]) => number) => rows.reduce((sum, row) => sum + pick(row), 0) / rows.length;
  const figures = [mean((row) => row.missed), mean((row) => row.auroc), mean((row) => row.hard), mean((row) => row.talk)];
  console.log(
    `| ${name} | ${language} | ${percent(figures[0]!)} | ${figures[1]!.toFixed(3)} | ${percent(figures[2]!)} | ${percent(figures[3]!)} | ${seconds} |`,
  );
  if (options.signs) console.log(rows.map(({ sign, missed }) => `${sign} ${percent(missed)}`).join(', '));
}

function auroc(over: number[], under: number[]): number {
  const won = over.reduce((sum, a) => sum + under.reduce((count, b) => count + (a > b ? 1 : a === b ? 0.5 : 0), 0), 0);
  return won / (over.length * under.length);
}

function percent(share: number): string {
  return `${(share * 100).toFixed(0)} %`;
}
