import { expect } from 'chai';
import { loadContent } from '../../../content/load.ts';
import { LANGUAGES } from '../../../content/schema.ts';
import { newSession } from '../../../dialogs/session.ts';
import { listening, tokensOf } from '../../../dialogs/understand/listening.ts';
import { reader } from '../../../dialogs/understand/reader.ts';
import { hearSigns } from '../../../dialogs/understand/signs.ts';
import { plainComplaints } from './plain-complaints.ts';

/** Of the complaints, those that the model reads too: each needs a sentence vector. */
const EVERY = 6;
/** Shares of them that may be asked about a warning sign. */
const MOST_ASKED = 0.15;

describe('a plain complaint', () => {
  const content = loadContent();
  const heard = listening(content.lexicon, content.phrases.words);

  for (const language of LANGUAGES) {
    it(`has no warning sign for the rules (${language})`, () => {
      for (const text of plainComplaints(language)) {
        const signs = hearSigns(tokensOf(text, heard), heard).filter(({ status, soft }) => status === 'affirmed' || !soft);
        expect(signs, text).to.deep.equal([]);
      }
    });

    it(`is seldom doubted (${language})`, async () => {
      const some = plainComplaints(language).filter((_, i) => i % EVERY === 0);
      let asked = 0;
      for (const text of some) {
        const session = { ...newSession(language), greeted: true };
        const { signs } = await reader(content).read({ text, at: new Date('2026-11-22T18:00:00Z'), locale: language }, session);
        if (signs.some(({ status, soft }) => status === 'unclear' && !soft)) asked++;
      }
      expect(asked / some.length).to.be.below(MOST_ASKED);
    });
  }
});
