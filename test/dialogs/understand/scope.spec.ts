import { expect } from 'chai';
import { statusOf } from './lexicon.ts';

type Status = ReturnType<typeof statusOf>;

/** What the words around a sign do to it. */
const CASES: Record<string, [text: string, sign: string, expected: Status][]> = {
  'an explicit denial': [
    ['no fever', 'fever', 'denied'],
    ['I have not had any fever or chills', 'fever', 'denied'],
    ['no numbness, weakness, or fever', 'fever', 'denied'],
    ['fever? no', 'fever', 'denied'],
    ['never passed out', 'consciousness', 'denied'],
    ['no tengo fiebre', 'fever', 'denied'],
    ['no me he desmayado ni he vomitado', 'vomiting', 'denied'],
    ['zumbidos no tengo', 'hearing', 'denied'],
  ],
  'the end of a denial': [
    ['no fever but my legs went numb', 'cauda', 'affirmed'],
    ['no fever my legs went numb', 'cauda', 'affirmed'],
    ['no headache and I cant feel my legs', 'cauda', 'affirmed'],
    ['no tengo fiebre pero no siento las piernas', 'cauda', 'affirmed'],
    ['sin fiebre. Se me cayó la cara de un lado', 'neuro', 'affirmed'],
  ],
  'a "no" that denies nothing': [
    ["I can't feel my legs", 'cauda', 'affirmed'],
    ['no puedo orinar', 'cauda', 'affirmed'],
    ['not only the fever, the chills too', 'fever', 'affirmed'],
    ["the fever won't go away", 'fever', 'affirmed'],
    ['la fiebre no se me quita', 'fever', 'affirmed'],
    ["can't say it isn't a fever, it is 101", 'fever', 'affirmed'],
  ],
  'a question about the thing': [
    ['can an epidural cause seizures?', 'consciousness', 'other'],
    ['is fever a side effect', 'fever', 'other'],
    ['¿la raquia puede dar fiebre?', 'fever', 'other'],
  ],
  'a question about oneself': [
    ['is it normal that my legs are numb?', 'cauda', 'affirmed'],
    ['why cant I feel my legs?', 'cauda', 'affirmed'],
    ['¿es normal que no sienta las piernas? no puedo mover las piernas', 'cauda', 'affirmed'],
  ],
  'a supposition': [
    ['what if I get a fever', 'fever', 'other'],
    ['call us if you have a seizure, they said', 'consciousness', 'other'],
    ['y si me da fiebre', 'fever', 'other'],
    ['if I sit up I see double', 'vision-lost', 'affirmed'],
    ['si me levanto veo doble', 'vision-lost', 'affirmed'],
  ],
  'somebody else': [
    ['my neighbor had a seizure', 'consciousness', 'other'],
    ['a un vecino le dio una convulsión', 'consciousness', 'other'],
    ['my wife had a seizure this morning', 'consciousness', 'affirmed'],
    ['mi esposo se desmayó hoy', 'consciousness', 'affirmed'],
  ],
  'the past': [
    ['I fainted once years ago', 'consciousness', 'other'],
    ['cuando era niño tuve convulsiones', 'consciousness', 'other'],
    ['I passed out last night, fine now', 'consciousness', 'affirmed'],
    ['had a spinal in 2019, my legs are numb', 'cauda', 'affirmed'],
    ['In college, I fainted', 'consciousness', 'other'],
    ['anoche perdí la vista unos minutos', 'vision-lost', 'affirmed'],
  ],
  'what never changes': [
    ['my legs have always been numb, no change', 'cauda', 'other'],
    ['siempre se me duermen las piernas, igual que siempre', 'cauda', 'other'],
    ['my legs were always numb but now it is worse, numb to the groin', 'cauda', 'affirmed'],
  ],
  'a figure of speech': [
    ['this headache is killing me', 'self-harm', undefined],
    ['the bill hit me like a ton of bricks', 'thunderclap', 'other'],
    ['me muero de hambre', 'self-harm', undefined],
  ],
  doubt: [
    ['maybe I have a fever, not sure', 'fever', 'unclear'],
    ['tal vez tengo fiebre', 'fever', 'unclear'],
  ],
};

describe('what the words around a sign make of it', () => {
  for (const [name, cases] of Object.entries(CASES)) {
    describe(name, () => {
      for (const [text, sign, expected] of cases)
        it(`"${text}" → ${sign} ${expected ?? 'not heard'}`, () => expect(statusOf(text, sign)).to.equal(expected));
    });
  }
});
