/**
 * `npx tsx test/dialogs/faq/thresholds.ts`: how well each fifth of the entries' own questions and of the negatives is found with an
 * index of the rest, and the thresholds (dialogs/faq/search.ts) that follow. Twins share a fold, so nothing is tested on its like.
 */
import { loadFaq } from '../../../content/load-faq.ts';
import { loadFaqWords } from '../../../content/load-faq-words.ts';
import { loadLexicon } from '../../../content/load-lexicon.ts';
import { LANGUAGES } from '../../../content/schema.ts';
import { type Example, learn, questionsOf } from '../../../dialogs/faq/build-index.ts';
import { judge, type Ranking, rank, THRESHOLDS, type Thresholds } from '../../../dialogs/faq/search.ts';
import { foldsOf } from '../../../dialogs/understand/classifier/folds.ts';

const FOLDS = 5;
/** A right answer is worth 1, a right topic among those offered less; a wrong answer costs less than it, since other topics are beside it. */
const OFFER_WORTH = 0.4;
const WRONG_COST = 0.6;
/** A topic that is answered beats "none of them" by this at least. */
const LEAST_LEAD = 0.2;
/** Of the strangers, how many may be answered, and how many may be bothered with topics or an answer. */
const MOST_STRANGERS = 0.06;
const MOST_BOTHERED = 0.35;

interface Trial extends Example {
  ranking: Ranking;
}

const dir = process.argv[2];
const faq = loadFaq(dir);
const words = loadFaqWords(dir);
const lexicon = loadLexicon();
const examples: Example[] = [...questionsOf(faq), ...words.negatives];
const folds = foldsOf(
  examples.map(({ text }) => text),
  FOLDS,
);
const trials: Trial[] = Array.from({ length: FOLDS }, (_, fold) => {
  const rest = examples.filter((_, i) => folds[i] !== fold);
  const index = learn(rest, faq, words.concepts, lexicon);
  return examples.filter((_, i) => folds[i] === fold).map((example) => ({ ...example, ranking: rank(index, example.text) }));
}).flat();

for (const language of LANGUAGES) {
  const mine = trials.filter((trial) => trial.language === language);
  console.log(language, 'in use  ', line(mine, THRESHOLDS[language]));
  const best = chosen(mine);
  console.log(language, 'proposed', line(mine, best), JSON.stringify(best));
}

/** The thresholds of the most worth that keep strangers from being answered; then the most generous offer that keeps its bound. */
function chosen(mine: Trial[]): Thresholds {
  let best: Thresholds = { answer: { lead: 1, gap: 1 }, offer: -0.2 };
  let most = Number.NEGATIVE_INFINITY;
  for (let lead = LEAST_LEAD; lead <= 0.6; lead += 0.02)
    for (let gap = 0; gap <= 0.4; gap += 0.02) {
      const tried = { answer: { lead: round(lead), gap: round(gap) }, offer: -0.2 };
      const { right, offered, wrong, strangersAnswered } = tally(mine, tried);
      const worth = right + OFFER_WORTH * offered - WRONG_COST * wrong;
      if (strangersAnswered > MOST_STRANGERS || worth <= most) continue;
      most = worth;
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
