import { expect } from 'chai';
import { describe, it } from 'mocha';
import { loadContent } from '../../../content/load.ts';
import { type BankPhrase, loadBank } from '../../../content/load-bank.ts';
import { LANGUAGES, type Language } from '../../../content/schema.ts';
import { listening, tokensOf } from '../../../dialogs/understand/listening.ts';
import { hearSigns } from '../../../dialogs/understand/signs.ts';

/** What may be lost in one surrounding, as a share of the phrases: a few become another phrase in it. */
const LOST = 0.015;
/** Phrases of each sign. Under TEST_LONG many more. */
const PHRASES = process.env.TEST_LONG ? 40 : 6;
const LONGEST = 90;
/** What patients say around a sign, and what takes nothing from it. */
const AROUND: Record<Language, { before: string[]; after: string[] }> = {
  en: {
    before: [
      'hi, ',
      'hello I need help, ',
      'so today ',
      'this morning ',
      'since yesterday ',
      'I had an epidural last week and now ',
      'my head hurts and ',
      'after my spinal tap ',
      'sorry to bother you but ',
      'the headache is a 6 and ',
      'no fever, ',
      'I was fine until 9, then ',
      'in the shower ',
      'my wife told me to write, ',
    ],
    after: [
      ' at 8',
      ' in the shower',
      ' at work',
      ' after lunch',
      ' last night',
      ' on Monday',
      ' since the 14th',
      ' after the epidural',
      ' and my sister is driving me',
      ', the doctor said to call',
      ', what do I do',
      ' and I am scared',
      ' for the last hour',
      ' two hours ago',
      ', no fever',
      ', I had a spinal on Tuesday',
      ', I am 34',
      ' and it wont stop',
      ' like my dad did',
      ' but I feel ok otherwise',
      ', it started at 7',
    ],
  },
  es: {
    before: [
      'hola, ',
      'buenas, necesito ayuda, ',
      'hoy ',
      'desde ayer ',
      'me pusieron la epidural la semana pasada y ahora ',
      'me duele la cabeza y ',
      'después de la punción ',
      'disculpe pero ',
      'creo que ',
      'sin fiebre, ',
      'estaba bien hasta las 9 y luego ',
      'en el baño ',
      'mi esposa me dijo que escribiera, ',
    ],
    after: [
      ' a las 8',
      ' en la regadera',
      ' en el trabajo',
      ' después de comer',
      ' anoche',
      ' el lunes',
      ' desde el 14',
      ' después de la epidural',
      ' y mi hermana me lleva',
      ', el doctor dijo que llamara',
      ', qué hago',
      ' y tengo miedo',
      ' desde hace una hora',
      ', no tengo fiebre',
      ', me pusieron la raquia el martes',
      ', tengo 34 años',
      ' y no se quita',
      ' pero de lo demás bien',
      ', empezó a las 7',
    ],
  },
};

describe('what is said around a sign', () => {
  const { lexicon, phrases: written } = loadContent();
  const heard = listening(lexicon, written.words);
  const status = (text: string, sign: string) => hearSigns(tokensOf(text, heard), heard).find((each) => each.sign === sign)?.status;
  const certain = (language: Language) => {
    const counts = new Map<string, number>();
    return loadBank().phrases.filter((phrase: BankPhrase) => {
      const count = counts.get(phrase.concept) ?? 0;
      if (phrase.language !== language || phrase.text.length > LONGEST || count >= PHRASES) return false;
      if (status(phrase.text, phrase.concept) !== 'affirmed') return false;
      counts.set(phrase.concept, count + 1);
      return true;
    });
  };

  for (const language of LANGUAGES)
    it(`takes nothing from it (${language})`, function () {
      this.timeout(120_000);
      const phrases = certain(language);
      expect(phrases.length).to.be.greaterThan(100);
      const { before, after } = AROUND[language];
      const around = [
        ...before.map((words) => [words, (text: string) => words + text] as const),
        ...after.map((words) => [words, (text: string) => text.replace(/[.!?]+$/, '') + words] as const),
      ];
      for (const [words, joined] of around) {
        const lost = phrases.filter(({ text, concept }) => !['affirmed', 'unclear'].includes(status(joined(text), concept) ?? ''));
        const which = lost.map(({ concept, text }) => `${concept}: ${joined(text)}`).join('\n');
        expect(lost.length / phrases.length, `"${words}"\n${which}`).to.be.at.most(LOST);
      }
    });
});
