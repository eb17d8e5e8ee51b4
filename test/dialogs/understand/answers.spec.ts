import { expect } from 'chai';
import { loadContent } from '../../../content/load.ts';
import { type AnswerPhrase, CONFIRM, loadAnswers } from '../../../content/load-answers.ts';
import { LANGUAGES } from '../../../content/schema.ts';
import { newSession, type Session } from '../../../dialogs/session.ts';
import { makeReader } from '../../../dialogs/understand/reader.ts';

const content = loadContent();
const reader = makeReader(content);
const AT = new Date('2026-11-22T18:00:00Z');
const LEAST_SHARE = 0.93;

/** Mildest first: what must never be taken for something before it. Options of one row are alike. */
const RANKS: Readonly<Record<string, readonly string[][]>> = {
  [CONFIRM]: [['no'], ['unsure'], ['yes']],
  posture: [['no-change'], ['worse-lying'], ['worse-upright', 'was-postural-now-constant']],
  location: [['no-headache'], ['back', 'front', 'one-side', 'all-over', 'neck', 'behind-eyes']],
  usual: [['usual'], ['changed'], ['new']],
  'onset-speed': [['slower'], ['within-hour']],
  trend: [['better'], ['same'], ['worse']],
  painkillers: [['full-relief'], ['some-relief'], ['not-taken'], ['no-relief'], ['too-much']],
  'painkiller-days': [['fewer'], ['ten-or-more']],
};

function milder({ question, option }: AnswerPhrase, got: string): boolean {
  const rank = (id: string) => RANKS[question]?.findIndex((alike) => alike.includes(id)) ?? -1;
  return rank(got) >= 0 && rank(got) < rank(option);
}

/** What the reader took an answer for: an option, a kind such as unsure, or nothing. */
async function readAs({ text, question, language }: AnswerPhrase): Promise<string> {
  const open: Session['open'] =
    question === CONFIRM ? { kind: 'confirm', sign: 'fever', misses: 0 } : { kind: 'question', id: question, misses: 0 };
  const session: Session = { ...newSession(language), triage: 'open', open };
  const { answer, facts, signs } = await reader.read({ text, at: AT } as never, session);
  if (answer?.kind === 'options') return answer.ids.join(' ');
  if (answer && answer.kind !== 'facts') return answer.kind;
  if (question === 'painkillers' && signs.some(({ sign, status }) => sign === 'overdose' && /affirmed|unclear/.test(status)))
    return 'too-much';
  const told: Record<string, unknown> = { ...facts, ...answer?.facts };
  const options = content.protocol.questions.find(({ id }) => id === question)?.options ?? [];
  const fits = options.find(({ sets = {} }) => Object.entries(sets).every(([fact, value]) => value === 'unknown' || told[fact] === value));
  return fits?.id ?? '-';
}

describe('the bank of answers', () => {
  for (const language of LANGUAGES)
    it(`is read as meant (${language})`, async () => {
      const said = loadAnswers().filter((phrase) => phrase.language === language);
      const misses: string[] = [];
      const wrong: string[] = [];
      for (const phrase of said) {
        const got = await readAs(phrase);
        if (got === phrase.option) continue;
        const miss = `${phrase.question}: "${phrase.text}" is ${phrase.option}, read as ${got}`;
        misses.push(miss);
        if (milder(phrase, got)) wrong.push(miss);
      }
      const share = 1 - misses.length / said.length;
      if (process.env.ANSWERS) console.log(`${language} ${said.length} ${share} wrong ${wrong.length}\n${misses.join('\n')}`);
      expect(wrong, 'read as milder').to.deep.equal([]);
      expect(share, misses.join('\n')).to.be.at.least(LEAST_SHARE);
    });
});
