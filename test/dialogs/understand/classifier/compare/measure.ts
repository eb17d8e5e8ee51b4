/** Scores the built model alone, without the rules, on a file of red-flag cases, and its cost. Usage: tsx measure.ts [FILE] */
import { fileURLToPath } from 'node:url';
import { loadContent } from '../../../../../content/load.ts';
import { LANGUAGES, type Language } from '../../../../../content/schema.ts';
import { loadModel } from '../../../../../dialogs/understand/classifier/build.ts';
import { features } from '../../../../../dialogs/understand/classifier/features.ts';
import { mayBe } from '../../../../../dialogs/understand/classifier/may-be.ts';
import { passagesOf } from '../../../../../dialogs/understand/classifier/passages.ts';
import { scoreSigns } from '../../../../../dialogs/understand/classifier/score-signs.ts';
import { messageVectors } from '../../../../../dialogs/understand/vectors/message-vectors.ts';
import { jsonLines } from '../../../../support/json-lines.ts';

interface Case {
  lang: Language;
  text: string;
  expect: 'emergency' | 'ask' | 'none';
}

/** Signs that alone make an emergency, or may with what else is told. */
const MILD = [
  'blurred-vision',
  'hearing',
  'neck-stiff',
  'vomiting-repeated',
  'vomiting',
  'red-eye',
  'wound-leak',
  'back-pain',
  'jaw-scalp',
];
MILD.push('light', 'cough-wakes', 'exertion', 'patch-return');

const file = process.argv[2] ?? fileURLToPath(new URL('../../../../cases/redflags.jsonl', import.meta.url));
const cases = jsonLines<Case>(file);
const model = loadModel();
if (!model) throw new Error('no model: run npm run build');
const content = loadContent();
const known = Object.keys(content.protocol.signs);
const vectorOf = messageVectors(content.gloss);

for (const language of LANGUAGES) {
  const shares = [];
  for (const expect of ['emergency', 'ask', 'none'] as const) {
    const set = cases.filter((each) => each.lang === language && each.expect === expect);
    const heard: string[][] = [];
    for (const { text } of set)
      heard.push((await mayBe(model, text, 'lost', language, (each) => vectorOf(each, language))).filter((sign) => known.includes(sign)));
    const grave = heard.filter((signs) => signs.some((sign) => !MILD.includes(sign))).length;
    const any = heard.filter((signs) => signs.length > 0).length;
    shares.push(
      `${expect} (${set.length}): grave ${((100 * grave) / set.length).toFixed(1)} %, any ${((100 * any) / set.length).toFixed(1)} %`,
    );
  }
  console.log(`${language}  ${shares.join('; ')}`);
}

const times = cases.flatMap(({ text }) => [0, 1, 2].map(() => timed(text))).sort((a, b) => a - b);
console.log(`ms a message: p50 ${times[times.length >> 1]!.toFixed(2)}, p99 ${times[Math.floor(times.length * 0.99)]!.toFixed(2)}`);
for (const [name, hostile] of Object.entries({
  dates: '1/1/2026 '.repeat(1_112),
  letters: 'a'.repeat(10_000),
  'different letters': Array.from({ length: 10_000 }, (_, i) => String.fromCharCode(97 + ((i * i * 7 + i) % 26))).join(''),
  digits: '10 '.repeat(3_334),
  spaces: ' '.repeat(10_000),
  'combining marks': `e${'\u0301'.repeat(9_999)}`,
  prose: 'my legs went numb and the nurse said to wait until morning. '.repeat(167),
  'long words': Array.from({ length: 2_000 }, (_, i) => (i * 7919).toString(36).padStart(4, 'q')).join(' '),
})) {
  console.log(`  10,000 characters of ${name}: ${Math.max(timed(hostile), timed(hostile)).toFixed(1)} ms`);
}

function timed(text: string): number {
  const began = performance.now();
  for (const passage of passagesOf(text)) scoreSigns(model!, features(passage));
  return performance.now() - began;
}
