/**
 * `npx tsx test/dialogs/faq/thresholds.ts`: how well each fifth of the entries' own questions and of the negatives is found with an
 * index of the rest, and the thresholds (dialogs/faq/search.ts) that follow. Twins share a fold, so nothing is tested on its like.
 */
import { loadFaq } from '../../../content/load-faq.ts';
import { loadFaqWords } from '../../../content/load-faq-words.ts';
import { loadLexicon } from '../../../content/load-lexicon.ts';
import { LANGUAGES, type Language } from '../../../content/schema.ts';
import { type Example, learn } from '../../../dialogs/faq/build-index.ts';
import { judge, type Ranking, rank, THRESHOLDS, type Thresholds } from '../../../dialogs/faq/search.ts';
import { foldsOf } from '../../../dialogs/understand/classifier/folds.ts';

const FOLDS = 5;
/** Bounds that the answer band keeps: shares of all questions, and of all strangers. */
const MOST_WRONG = 0.1;
const MOST_STRANGERS = 0.05;
/** Of the strangers, how many may be offered topics or answered. */
const MOST_BOTHERED = 0.3;

interface Trial extends Example {
  language: Language;
  ranking: Ranking;
}

const faq = loadFaq();
const words = loadFaqWords();
const { shorthand } = loadLexicon();
const ids = faq.entries.map(({ id }) => id);
const examples: (Example & { language: Language })[] = [
  ...faq.entries.flatMap(({ id, languages }) =>
    LANGUAGES.flatMap((language) =>
      [languages[language].question, ...languages[language].questions].map((text) => ({ text, id, language })),
    ),
  ),
  ...words.negatives,
];
const folds = foldsOf(
  examples.map(({ text }) => text),
  FOLDS,
);
const trials: Trial[] = Array.from({ length: FOLDS }, (_, fold) => {
  const index = learn(
    examples.filter((_, i) => folds[i] !== fold),
    ids,
    words.concepts,
    shorthand,
  );
  return examples.filter((_, i) => folds[i] === fold).map((example) => ({ ...example, ranking: rank(index, example.text) }));
}).flat();

for (const language of LANGUAGES) {
  const mine = trials.filter((trial) => trial.language === language);
  console.log(language, 'in use  ', line(mine, THRESHOLDS[language]));
  const best = chosen(mine);
  console.log(language, 'proposed', line(mine, best), JSON.stringify(best));
}

/** The thresholds with the most right answers among those that keep the bounds; then the most generous offer that keeps its bound. */
function chosen(mine: Trial[]): Thresholds {
  let best: Thresholds = { answer: { lead: 1, gap: 1 }, offer: 1 };
  let most = -1;
  for (let lead = 0; lead <= 0.6; lead += 0.02)
    for (let gap = 0; gap <= 0.4; gap += 0.02) {
      const tried = { answer: { lead: round(lead), gap: round(gap) }, offer: 1 };
      const { right, wrong, strangersAnswered } = tally(mine, tried);
      if (wrong > MOST_WRONG || strangersAnswered > MOST_STRANGERS || right <= most) continue;
      most = right;
      best = tried;
    }
  for (let offer = best.answer.lead; offer > -0.6; offer -= 0.02) {
    const tried = { ...best, offer: round(offer) };
    if (tally(mine, tried).strangersBothered > MOST_BOTHERED) break;
    best = tried;
  }
  return best;
}

function tally(mine: Trial[], thresholds: Thresholds) {
  const asked = mine.filter(({ id }) => id !== undefined);
  const strangers = mine.filter(({ id }) => id === undefined);
  const share = (list: Trial[], holds: (trial: Trial) => boolean) => list.filter(holds).length / list.length;
  const found = ({ ranking }: Trial) => judge(ranking, thresholds);
  const answers = (trial: Trial) => {
    const got = found(trial);
    return got.band === 'answer' ? got.id : undefined;
  };
  const offers = (trial: Trial) => {
    const got = found(trial);
    return got.band === 'offer' && trial.id !== undefined && got.ids.includes(trial.id);
  };
  return {
    first: share(asked, ({ id, ranking }) => ranking.ids[0] === id),
    amongThree: share(asked, ({ id, ranking }) => ranking.ids.includes(id!)),
    right: share(asked, (trial) => answers(trial) === trial.id),
    offered: share(asked, offers),
    wrong: share(asked, (trial) => answers(trial) !== undefined && answers(trial) !== trial.id),
    strangersAnswered: share(strangers, (trial) => answers(trial) !== undefined),
    strangersBothered: share(strangers, (trial) => found(trial).band !== 'none'),
  };
}

function line(mine: Trial[], thresholds: Thresholds): string {
  return Object.entries(tally(mine, thresholds))
    .map(([name, value]) => `${name} ${(100 * value).toFixed(1)}%`)
    .join(', ');
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
