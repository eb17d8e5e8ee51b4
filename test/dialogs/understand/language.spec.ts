import { expect } from 'chai';
import { guessLanguage } from '../../../dialogs/understand/language.ts';
import { tokensOf } from '../../../dialogs/understand/listening.ts';
import { lexicon } from './lexicon.ts';

const CASES: [text: string, expected: 'en' | 'es' | undefined][] = [
  ['my head has been hurting since yesterday', 'en'],
  ['had a spinal tap last week and now it hurts when I sit up', 'en'],
  ['me duele la cabeza desde ayer', 'es'],
  ['me pusieron una inyeccion en la columna hace 3 dias', 'es'],
  ['no voy a ir a urgencias', 'es'],
  ['legs are numb', 'en'],
  ['no he vomitado', 'es'],
  ['no he cannot', 'en'],
  ['no', undefined],
  ['tylenol', undefined],
  ['epidural', undefined],
  ['7', undefined],
  ['', undefined],
  ['ok', undefined],
  ['normal', undefined],
];

describe('the language of a message', () => {
  for (const [text, expected] of CASES) {
    it(`"${text}" → ${expected ?? 'cannot be told'}`, () => expect(guessLanguage(tokensOf(text, lexicon), lexicon)).to.equal(expected));
  }
});
