import { expect } from 'chai';
import { before, describe, it } from 'mocha';
import { type Content, loadContent } from '../../../content/load.ts';
import { loadBank } from '../../../content/load-bank.ts';
import { LANGUAGES, type Language } from '../../../content/schema.ts';
import { factsOf, newSession } from '../../../dialogs/session.ts';
import { assess } from '../../../dialogs/triage/assess.ts';
import { settle } from '../../../dialogs/triage/settle.ts';
import { makeReader, type Reader } from '../../../dialogs/understand/reader.ts';
import { Random } from '../../support/triage-random.ts';

/** What still slips through when a comma joins a stranger's or an old story to one's own, as a share of the compositions. */
const RARE = 0.01;
/** Under TEST_LONG all of them. */
const COMPOSITIONS = process.env.TEST_LONG ? 5_000 : 600;
const AT = new Date('2026-11-20T18:00:00Z');
/** Plain statements of signs, each an emergency by itself. */
const AFFIRMED: Record<Language, string[]> = {
  en: [
    'I want to kill myself',
    'my legs are numb and weak since this morning',
    'I cannot feel when I pee',
    'he had a seizure an hour ago',
    'she passed out in the kitchen today',
    'I took the whole bottle of pills',
    'my face is drooping on one side',
    'my throat is closing and I cannot breathe',
    'I cannot see out of my left eye now',
    'my speech is slurred since today',
  ],
  es: [
    'me quiero matar',
    'tengo las piernas dormidas y debiles desde la manana',
    'no siento cuando orino',
    'le dio una convulsion hace una hora',
    'se desmayo hoy en la cocina',
    'me tome todo el frasco de pastillas',
    'se me cayo un lado de la cara',
    'se me cierra la garganta y no puedo respirar',
    'no veo nada con el ojo izquierdo desde hoy',
    'hablo arrastrando las palabras desde hoy',
  ],
};
const DENIED: Record<Language, string[]> = {
  en: [
    'no fever',
    'I have not passed out',
    'no numbness or weakness',
    'I do not want to hurt myself',
    'no trouble breathing',
    'my vision is not blurry',
    'no stiff neck, no rash',
    'never had a seizure',
    'without vomiting',
    'no trouble peeing',
  ],
  es: [
    'no tengo fiebre',
    'no me he desmayado',
    'sin adormecimiento ni debilidad',
    'no quiero hacerme dano',
    'no me cuesta respirar',
    'no veo borroso',
    'no tengo el cuello tieso ni ronchas',
    'nunca he convulsionado',
    'sin vomito',
    'no tengo problema para orinar',
  ],
};
const JOINTS = ['. ', ', ', '; ', '! '];
/** How loud a message is: nothing, the closed question, the emergency. */
const QUIET = 0;
const ASKED = 1;
const EMERGENCY = 2;

describe('reading, over thousands of messages', () => {
  let content: Content;
  let readerOf: Reader;
  let bank: Record<Language, string[]>;

  before(() => {
    content = loadContent();
    // Words alone: the vectors only add to what is asked, and would take an hour.
    readerOf = makeReader(content);
    const { phrases } = loadBank();
    bank = Object.fromEntries(
      LANGUAGES.map((language) => [language, phrases.filter((each) => each.language === language).map(({ text }) => text)]),
    ) as Record<Language, string[]>;
  });

  const loudness = async (text: string, language: Language): Promise<number> => {
    const session = newSession(language);
    const understood = await readerOf.read({ text, at: AT }, session);
    const after = settle(content.protocol, session, understood, false).session;
    if (assess(content.protocol, factsOf(after)).decided?.level === 'emergency') return EMERGENCY;
    return after.unclear.length > 0 ? ASKED : QUIET;
  };

  for (const language of LANGUAGES) {
    it(`an affirmed red flag added to any message is an emergency or the closed question (${language})`, async function () {
      this.timeout(600_000);
      const random = new Random(7);
      const missed: string[] = [];
      for (let i = 0; i < COMPOSITIONS; i++) {
        const parts = [random.pick(bank[language]), random.pick(AFFIRMED[language])];
        const text = (random.pick([true, false]) ? parts : parts.reverse()).join(random.pick(JOINTS));
        if ((await loudness(text, language)) === QUIET) missed.push(text);
      }
      expect(missed.length, missed.slice(0, 20).join('\n')).to.be.at.most(COMPOSITIONS * RARE);
    });

    it(`words of denial added to any message raise nothing (${language})`, async function () {
      this.timeout(600_000);
      const random = new Random(11);
      const raised: string[] = [];
      for (let i = 0; i < COMPOSITIONS; i++) {
        const alone = random.pick(bank[language]);
        const denied = `${alone}${random.pick(JOINTS)}${random.pick(DENIED[language])}`;
        if ((await loudness(denied, language)) > (await loudness(alone, language))) raised.push(denied);
      }
      expect(raised.length, raised.slice(0, 20).join('\n')).to.be.at.most(COMPOSITIONS * RARE);
    });
  }
});
