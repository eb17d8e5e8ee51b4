import { expect } from 'chai';
import { describe, it } from 'mocha';
import { gsm7, segments } from '../../../bot/render/gsm7.ts';
import { smsBodies } from '../../../bot/render/sms.ts';
import { LANGUAGES } from '../../../content/schema.ts';
import { newSession, type Open } from '../../../dialogs/session.ts';
import { askReply } from '../../../dialogs/triage/ask.ts';
import { wording } from '../../../dialogs/wording.ts';
import { testContent } from '../support/start-server.ts';

const content = testContent();
const { protocol } = content;
const told = { procedure: 'spine-surgery', daysSinceProcedure: 5, pregnancy: 'pregnant', fever: 'yes' };
const facts = Object.fromEntries(Object.entries(told).map(([name, value]) => [name, { value, from: 'said' as const, turn: 0 }]));
const opened = (id: string, unsure = false): Open => ({ kind: 'question', id, unsure, misses: 0 });

describe('a text message', () => {
  for (const language of LANGUAGES) {
    it(`of a question fits two segments, ${language}: at least nine of ten, with every option that it can have`, () => {
      const opens = protocol.questions.flatMap(({ id, unsure }) => [opened(id), ...(unsure ? [opened(id, true)] : [])]);
      const confirms = Object.keys(protocol.signs).map((sign): Open => ({ kind: 'confirm', sign, misses: 0 }));
      const words = wording(content, language, 'sms');
      const sessions = [newSession(language), { ...newSession(language), facts }];
      const texts = (open: Open) => sessions.map((session) => smsBodies([askReply(protocol, session, open, words)], words)[0]!.text);
      const length = (open: Open) => Math.max(...texts(open).map(segments));
      const long = (some: Open[]) =>
        some.filter((open) => length(open) > 2).map((open) => (open.kind === 'question' ? open.id : open.sign));
      expect(long(opens).length / opens.length, String(long(opens))).to.be.at.most(0.1);
      expect(long(confirms)).to.deep.equal([]);
    });

    it(`needs no letters that GSM-7 lacks, and loses none of the wording, ${language}`, () => {
      const sentences = [
        ...Object.entries(content.messages[language]).filter(([key]) => !key.startsWith('site.')),
        ...content.words[language],
        ...content.faq.entries.map(({ id, languages }) => [id, `${languages[language].first} ${languages[language].more ?? ''}`] as const),
      ];
      const lost = sentences.filter(([, text]) => Array.from(text).some((char) => gsm7(char) === ''));
      expect(lost).to.deep.equal([]);
    });
  }

  it('is counted as carriers count', () => {
    expect([segments('a'.repeat(160)), segments('a'.repeat(161)), segments('a'.repeat(306)), segments('a'.repeat(307))]).to.deep.equal([
      1, 2, 2, 3,
    ]);
    expect([
      segments('á'.repeat(70)),
      segments('á'.repeat(71)),
      segments(`${'a'.repeat(158)}[`),
      segments(`${'a'.repeat(159)}[`),
    ]).to.deep.equal([1, 2, 1, 2]);
  });

  it('is divided after a sentence', () => {
    const words = wording(content, 'en', 'sms');
    const text = Array.from({ length: 60 }, (_, index) => `Sentence number ${index} says something of its own.`).join(' ');
    const parts = smsBodies([{ text, tone: 'plain' }], words).map((body) => body.text);
    expect(parts.length).to.be.greaterThan(1);
    expect(parts.every((part) => part.endsWith('.') && part.length <= 1_600)).to.equal(true);
    expect(parts.join(' ')).to.equal(text);
  });
});
