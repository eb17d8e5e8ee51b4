import { expect } from 'chai';
import { clearlyNo, parseYesNo } from '../../../dialogs/understand/parse-yes-no.ts';
import { HOSTILE } from './reading.ts';

const MEANS: Record<string, string[]> = {
  yes: [
    'yes',
    'Yeah',
    'yep!',
    'sure',
    'claro',
    'sí',
    'si',
    'si, tengo',
    'si tengo',
    'sí me duele',
    'simón',
    'creo que sí',
    'of course',
    'yes the fever',
    'uh huh',
    '👍',
    'no wait yes'.slice(8),
  ],
  no: [
    'no',
    'nope',
    'nah',
    'not really',
    'nuh uh',
    'pues no',
    'not yes',
    'sure not',
    'para nada',
    'I dont think so',
    'no gracias',
    'claro que no',
    'nunca',
    'not at all',
    'todavía no',
    'No.',
  ],
  unsure: [
    'I am not sure',
    'not sure',
    'yes and no',
    'no idea',
    'no sé',
    'maybe',
    'quién sabe',
    'a lo mejor',
    'idk',
    'no me acuerdo',
    'no estoy segura',
    'hard to say',
  ],
  refused: [
    'skip',
    'pass',
    "said I don't want a quiz",
    'prefiero no decir',
    'rather not say',
    'no quiero contestar',
    'none of your business',
  ],
  undefined: ['si me levanto me duele', 'si camino me mareo mucho', 'it is in the back', 'tomorrow', '', '...', 'right side of my head'],
};

describe('parseYesNo', () => {
  for (const [meaning, texts] of Object.entries(MEANS)) {
    for (const text of texts) it(`reads "${text}" as ${meaning}`, () => expect(String(parseYesNo(text))).to.equal(meaning));
  }
  for (const [name, text] of HOSTILE) it(`reads no yes in ${name}`, () => expect(parseYesNo(text)).to.not.equal('yes'));
});

describe('a clear no', () => {
  for (const text of [
    'no',
    'nope',
    'no, thank God',
    'para nada',
    'claro que no',
    'no señor',
    'unfortunately not me',
    'no nothing like that',
  ])
    it(`is "${text}"`, () => expect(clearlyNo(text)).to.equal(true));
  for (const text of [
    'no le sabría decir',
    'no puedo moverme',
    'no entiendo',
    'probably not',
    'I dont think so',
    'no se me quita',
    'maybe not',
    'yes',
  ])
    it(`is not "${text}"`, () => expect(clearlyNo(text)).to.equal(false));
});
