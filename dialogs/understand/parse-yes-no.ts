import { phraseBook } from './phrase.ts';
import { tokenize } from './tokens.ts';

export type YesNo = 'yes' | 'no' | 'unsure' | 'refused';

type Kind = YesNo | 'not-yes';

const SAID = phraseBook<Kind>([
  ...(
    [
      'i dont know',
      'dont know',
      'i do not know',
      'do not know',
      'dunno',
      'idk',
      'not sure',
      'im unsure',
      'unsure',
      'no idea',
      'no clue',
      'not certain',
      'hard to (say|tell|know)',
      'cant (say|tell|remember|recall)',
      'cannot (say|tell|remember)',
      'can not (say|tell|remember)',
      'dont (remember|recall)',
      'do not (remember|recall)',
      'maybe',
      'perhaps',
      'possibly',
      'might be',
      'could be',
      'yes and no',
      'yes or no',
      'yes no',
      'beats me',
      'who knows',
      'i forget',
      'i forgot',
      'not a clue',
      'havent a clue',
      'sort of',
      'kind of',
      'i guess',
      'depends',
      'it depends',
      'hmm',
      'difficult to say',
      'tough to say',
      'no se',
      'no lo se',
      'no c',
      'nose',
      'no estoy segur*',
      'no sabria',
      'no sabemos',
      'no recuerdo',
      'no me acuerdo',
      'ni idea',
      'quien sabe',
      'sepa',
      'quiza',
      'quizas',
      'tal vez',
      'talvez',
      'puede ser',
      'a lo mejor',
      'puede que',
      'si y no',
      'si o no',
      'mas o menos',
      'depende',
      'sabe dios',
      'ni se',
      'ya no se',
      'se me olvido',
      'no sabria decir*',
    ] as const
  ).map((phrase): [string, Kind] => [phrase, 'unsure']),
  ...(
    [
      'skip',
      'skip (it|this|that)',
      'pass',
      'next question',
      'next',
      'rather not',
      'id rather not',
      'prefer not',
      'none of your business',
      'dont want (to|a)',
      'do not want (to|a)',
      'wont (say|answer|tell)',
      'not (going to|gonna) (say|answer|tell)',
      'stop asking',
      'dont ask',
      'no comment',
      'not relevant',
      'irrelevant',
      'doesnt matter',
      'not applicable',
      'does not apply',
      'doesnt apply',
      'no more questions',
      'enough (questions|with)',
      'too many questions',
      'private',
      'not telling',
      'paso',
      'prefiero no',
      'no quiero (contestar|decir|responder|mas|preguntas|hablar)',
      'siguiente',
      'otra pregunta',
      'no (contesto|respondo|digo)',
      'no te importa',
      'no le importa',
      'que te importa',
      'sin comentarios',
      'no viene al caso',
      'no aplica',
      'saltar',
      'saltar*',
      'omitir',
      'ya no pregunte*',
      'no (me)? (pregunte|preguntes)',
      'mejor no',
      'no mas preguntas',
      'me reservo',
      'es privado',
    ] as const
  ).map((phrase): [string, Kind] => [phrase, 'refused']),
  ...(
    [
      'not yes',
      'sure not',
      'surely not',
      'of course not',
      'not really',
      'not (at all|that i know|so far|yet|anymore|me|now)',
      'absolutely not',
      'definitely not',
      'certainly not',
      'probably not',
      'i (dont|do not) think so',
      'dont think so',
      'i think not',
      'hope not',
      'guess not',
      'no way',
      'hell no',
      'claro que no',
      'por supuesto que no',
      'creo que no',
      'pienso que no',
      'que va',
      'para nada',
      'en absoluto',
      'todavia no',
      'aun no',
      'nada de eso',
      'pues no',
      'yo no',
      'negative',
      'negativo',
      'dont have',
      'i dont',
      'i do not',
      'i havent',
      'i didnt',
      'it (isnt|wasnt|didnt|doesnt|hasnt)',
      'neither',
    ] as const
  ).map((phrase): [string, Kind] => [phrase, 'no']),
]); // prettier-ignore
const NO =
  /^(no|nope|nah|naw|nop|noo+|nay|never|nunca|jamas|nada|ninguno|ninguna|none|nuh|nel|tampoco|negative|negativo|non|nones|nein|zero|nothing|neither|n|noup|nanay|ni)$/;
const YES =
  /^(yes|yeah|yep|yup|yea|yah|ya|yess+|ye|sure|correct|right|true|affirmative|absolutely|definitely|exactly|indeed|totally|certainly|claro|sip|simon|efectivamente|exacto|exactamente|correcto|cierto|afirmativo|obvio|obviamente|seguro|aja|ajam|sii+|yas|uhhuh|y|ok|okay|👍|yessir|desde luego)$/;
const YES_PHRASE = phraseBook([
  ['of course', true],
  ['i (do|did|am|have|think so|believe so)', true],
  ['it (is|did|does|has|was)', true],
  ['uh huh', true],
  ['mm hmm', true],
  ['por supuesto', true],
  ['asi es', true],
  ['creo que si', true],
  ['pienso que si', true],
  ['eso es', true],
  ['desde luego', true],
  ['a fuerza', true],
  ['you bet', true],
  ['thats right', true],
  ['both', true],
]); // prettier-ignore
/** "si" without its accent is mostly "if": a yes alone, before an edge, or before these. */
const SI_YES =
  /^(tengo|tuve|tiene|tuvo|claro|senor|senora|senorita|doctor|doctora|por|un|una|unos|unas|creo|hay|hubo|he|ha|fue|es|era|estoy|esta|eso|esa|ese|ambas|ambos|las|los|mucho|muchas|mucha|muy|gracias|todo|todas|todos|tome|tomo|soy|asi|y|ya|bastante|algo|poco|demasiado|dos|desde|ayer|hoy|hace|con|tambien|siempre|pero|porque|mi|mis|no)$/;
const SI_ME_YES =
  /^(hicieron|pusieron|operaron|dio|dieron|paso|ayudo|ayuda|sirvio|duele|dolio|pasa|da|dan|quito|inyectaron|bloquearon|sacaron|cai|pegue|desmaye|tome)$/;
const LONG = 12;

/** What an answer to a closed question means; undefined when it answers something else. */
export function parseYesNo(message: string): YesNo | undefined {
  const tokens = tokenize(message.slice(0, 400));
  const words = tokens.filter(({ boundary }) => !boundary);
  const [first] = words;
  if (!first) return undefined;
  const kinds = SAID.find(tokens);
  const short = words.length <= LONG;
  const has = (kind: Kind) => kinds.some(({ value, from }) => value === kind && (short || from < 4));
  if (has('refused')) return 'refused';
  const leads = skipFillers(words.map(({ text }) => text));
  if (has('unsure') && !(isYes(leads, tokens, message) && words.length > 6)) return 'unsure';
  const no = kinds.some(({ value, from, to }) => value === 'no' && (from <= 2 || (short && to >= tokens.length - 1)));
  if (NO.test(leads[0] ?? '')) return /^(yes|si|yeah)$/.test(leads[1] ?? '') || (leads[1] === 'bueno' && leads[2] === 'si') ? 'yes' : 'no';
  if (no) return 'no';
  if (isYes(leads, tokens, message))
    return short && words.slice(1, 3).some(({ text }) => /^(not|no|nope)$/.test(text)) && words.length <= 3 ? 'unsure' : 'yes';
  return undefined;
}

function skipFillers(words: string[]): string[] {
  const start = words.findIndex(
    (word) => !/^(um|uh|well|oh|pues|bueno|ay|mmm|eh|em|este|so|hmm|like|honestly|actually|ah|hum|hm|uhm|umm)$/.test(word),
  );
  return start < 0 ? words : words.slice(start);
}

function isYes(words: string[], tokens: ReturnType<typeof tokenize>, message: string): boolean {
  const [first = '', second = '', third = ''] = words;
  if (first === 'si') {
    const place = tokens.findIndex(({ text }) => text === 'si');
    const accented = /^s[íÍ]/i.test(message.slice(tokens[place]!.at)) && /[íÍ]/.test(message.slice(tokens[place]!.at, tokens[place]!.end));
    if (accented || words.length === 1 || tokens[place + 1]?.boundary || SI_YES.test(second)) return true;
    return /^(me|le|lo|la|se)$/.test(second) && SI_ME_YES.test(third) && words.length <= 5;
  }
  if (YES.test(first))
    return !(first === 'right' && words.length > 2) && !(first === 'ya' && words.length > 1) && !(first === 'y' && words.length > 1);
  return YES_PHRASE.find(tokens).some(({ from }) => from <= 1) && words.length <= 4;
}
