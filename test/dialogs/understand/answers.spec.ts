import { expect } from 'chai';
import { loadAnswers } from '../../../content/load-answers.ts';
import { LANGUAGES } from '../../../content/schema.ts';
import { take } from './answer-bank.ts';

const LEAST_SHARE = 0.95;

describe('the bank of answers', () => {
  for (const language of LANGUAGES)
    it(`is read as meant (${language})`, async () => {
      const said = loadAnswers().filter((phrase) => phrase.language === language);
      const misses: string[] = [];
      const milder: string[] = [];
      for (const phrase of said) {
        const { verdict, as } = await take(phrase);
        const { question, option, number, text } = phrase;
        const miss = `${verdict}: ${question}: "${text}" is ${number ?? option}, read as ${as}`;
        if (verdict !== 'right') misses.push(miss);
        if (verdict === 'milder') milder.push(miss);
      }
      expect(milder, 'read as milder than meant').to.deep.equal([]);
      expect(1 - misses.length / said.length, misses.join('\n')).to.be.at.least(LEAST_SHARE);
    });
});
