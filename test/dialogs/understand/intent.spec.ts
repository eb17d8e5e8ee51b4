import { expect } from 'chai';
import { readIntent } from '../../../dialogs/understand/intent.ts';
import { tokensOf } from '../../../dialogs/understand/listening.ts';
import type { Intent } from '../../../dialogs/understand/understood.ts';
import { lexicon } from './lexicon.ts';

const intent = (text: string) => readIntent(tokensOf(text, lexicon), lexicon);

const KINDS: [text: string, kind: Intent['kind']][] = [
  ['start the check', 'start'],
  ['quiero empezar la revisión', 'start'],
  ['can you start over please', 'restart'],
  ['empezar de nuevo', 'restart'],
  ['Back', 'back'],
  ['pregunta anterior', 'back'],
  ['what did I tell you so far?', 'summary'],
  ['deme un resumen por favor', 'summary'],
  ['I made a mistake', 'change'],
  ['quiero cambiar una respuesta', 'change'],
  ['can I talk to a real person?', 'person'],
  ['quiero hablar con alguien', 'person'],
  ["I'd like to book an appointment", 'book'],
  ['quiero sacar una cita', 'book'],
  ["what's your phone number", 'call'],
  ['cuál es el teléfono', 'call'],
  ['are you open on saturdays?', 'hours'],
  ['a qué hora abren', 'hours'],
  ['where are you located', 'place'],
  ['dónde están ubicados', 'place'],
  ['are you a real doctor?', 'who'],
  ['¿eres un robot?', 'who'],
  ['can you diagnose me', 'who'],
  ['hello there', 'greeting'],
  ['buenas tardes', 'greeting'],
  ['thank you so much!', 'thanks'],
  ['muchas gracias', 'thanks'],
  ['bye', 'bye'],
  ['hasta luego', 'bye'],
  ['what can I ask', 'topics'],
  ['ver los temas', 'topics'],
  ['please delete my conversation', 'delete'],
  ['borre mis datos', 'delete'],
  ["I'm not calling 911", 'refuse-emergency'],
  ['no voy a ir a urgencias', 'refuse-emergency'],
  ["can't afford an ambulance", 'refuse-emergency'],
  ['you misread me', 'never-had'],
];

/** Answers and stories that contain a command's word. */
const NONE = [
  'back of the head',
  'it went back to normal',
  'my back hurts',
  'tylenol helps a bit',
  'hi, my head hurts',
  'it started yesterday',
  'no',
  'none of these',
  'the doctor called me on monday',
  'atrás de la cabeza',
  'me ayuda acostarme',
  'hola me duele la cabeza',
  'should I go to the er?',
  'someone hit my head',
  'a 7',
  'me llamo Juan',
  'quita todo el dolor',
  'gracias a Dios no',
  'tengo algo en el ojo',
  'regresa a cada rato',
  'está peor ahora',
  'when I sat for hours',
  'first time',
  'I dont have a fever',
  'no tengo fiebre',
  'I forget what it was',
];

describe('what the patient wants of the bot', () => {
  for (const [text, kind] of KINDS) it(`"${text}" → ${kind}`, () => expect(intent(text)?.kind).to.equal(kind));
  for (const text of NONE) it(`"${text}" is no command`, () => expect(intent(text)).to.equal(undefined));

  it('names the question to change', () => {
    expect(intent('change my answer about the painkillers')).to.deep.equal({ kind: 'change-question', question: 'painkillers' });
    expect(intent('quiero cambiar mi respuesta sobre las pastillas')).to.deep.equal({ kind: 'change-question', question: 'painkillers' });
    expect(intent('I want to change the date of my procedure')).to.deep.equal({ kind: 'change-question', question: 'procedure-date' });
  });

  it('switches the language when asked', () => {
    expect(intent('in English please')).to.deep.equal({ kind: 'language', language: 'en' });
    expect(intent('no hablo inglés')).to.deep.equal({ kind: 'language', language: 'es' });
  });
});
