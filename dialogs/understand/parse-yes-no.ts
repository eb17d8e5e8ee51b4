import type { Hit } from './phrase.ts';
import { type Token, tokenize } from './tokens.ts';
import { type Kind, NO, SAID, SI_ME_YES, SI_YES, YES, YES_PHRASE } from './yes-no-words.ts';

export type YesNo = 'yes' | 'no' | 'unsure' | 'refused';

const LONG = 12;

/** What may follow "no sé"; any other word makes it "no se …". */
const KNOWS =
  /^(que|si|como|cual|cuando|donde|cuanto|cuantos|cuantas|quien|bien|exactamente|decir\w*|la|pero|y|porque|doctor\w*|senor\w*|ni|nada|de|en|realmente|todavia|aun|a|tal|quizas?|creo|mas|pues|seguro|lo|muy|con|por)$/;

function kindsOf(tokens: readonly Token[]): Hit<Kind>[] {
  return SAID.find(tokens).filter(({ from, to }) => {
    const next = tokens[to];
    const impersonal = to - from === 2 && tokens[from]!.text === 'no' && tokens[from + 1]!.text === 'se';
    return !impersonal || next === undefined || next.boundary === true || KNOWS.test(next.text);
  });
}

/** What an answer to a closed question means; undefined when it answers something else. */
export function parseYesNo(message: string): YesNo | undefined {
  const tokens = tokenize(message.slice(0, 400));
  const words = tokens.filter(({ boundary }) => !boundary);
  const [first] = words;
  if (!first) return undefined;
  const kinds = kindsOf(tokens);
  const short = words.length <= LONG;
  const has = (kind: Kind) => kinds.some(({ value, from }) => value === kind && (short || from < 4));
  if (has('refused')) return 'refused';
  const leads = skipFillers(words.map(({ text }) => text));
  if ((has('unsure') || has('hedge')) && !(isYes(leads, tokens, message) && words.length > 6)) return 'unsure';
  const no = kinds.some(
    ({ value, from, to }) => (value === 'no' || value === 'soft-no') && (from <= 2 || (short && to >= tokens.length - 1)),
  );
  if (NO.test(leads[0] ?? '') && !(leads[0] === 'no' && NO_DENIAL.test(leads[1] ?? '')))
    return /^(yes|si|yeah)$/.test(leads[1] ?? '') || (leads[1] === 'bueno' && leads[2] === 'si') ? 'yes' : 'no';
  if (no) return 'no';
  if (isYes(leads, tokens, message))
    return short && words.slice(1, 3).some(({ text }) => /^(not|no|nope)$/.test(text)) && words.length <= 3 ? 'unsure' : 'yes';
  // "It happened last night, yes".
  const last = tokens.findLastIndex(({ boundary }) => !boundary);
  const closes = short && tokens[last - 1]?.boundary === true && !has('soft-no');
  if (closes && /^(yes|yeah|yep)$/.test(tokens[last]!.text)) return 'yes';
  return closes && tokens[last]!.text === 'no' && tokens[last + 1]?.text !== '?' ? 'no' : undefined;
}

const BENIGN =
  /^(no|nope|nada|nunca|para|gracias|senor\w*|doctor\w*|que|ningun\w*|es|fue|era|tengo|tuve|he|hay|quise|yo|solo|nomas|thanks|thank|nothing|not|never|i|im|ive|its|it|just|that|thats|way|none|he|she|hes|shes|they|we|sir|maam|mam|god|at|really|only|more|chest|fever|chills|pain|problem|issues?|longer|de|esta|estoy|estan|todo|por|all|anymore|m|me|creo|tiene|tampoco|ya|the|my|this|those|these|what|you|worries|need)$/;

/** Unsure, but only in how it is said: "the same, I guess". */
export function hedges(message: string): boolean {
  const kinds = kindsOf(tokenize(message.slice(0, 400)));
  return kinds.some(({ value }) => value === 'hedge') && !kinds.some(({ value }) => value === 'unsure');
}

/** To a list or to one thing alike: "none of those", "nada de eso". */
const NONE_OF_ALL =
  /^\W*(no,? )?(none|nothing|zero|not one|neither|ningun[oa]|nada) (of|de) (these|those|them|that|the above|all that|(todo )?eso|esos|esas|estos|estas|lo anterior)\W*$/i;

/** A no that leaves nothing open: "probably not" is none. */
export function clearlyNo(message: string): boolean {
  if (NONE_OF_ALL.test(message)) return true;
  const tokens = tokenize(message.slice(0, 400));
  const kinds = kindsOf(tokens);
  if (kinds.some(({ value }) => value === 'soft-no' || value === 'hedge')) return false;
  const leads = skipFillers(tokens.filter(({ boundary }) => !boundary).map(({ text }) => text));
  const early = kinds.some(({ value, from, to }) => value === 'no' && (from <= 1 || to === tokens.length));
  if (parseYesNo(message) !== 'no') return false;
  if (early || leads.length === 1) return true;
  // "No, …" is a no; "no puedo …", "no entiendo" only begins like one.
  const first = tokens.findIndex(({ text }) => NO.test(text));
  const edged = first >= 0 && (tokens[first + 1]?.boundary === true || BENIGN.test(tokens[first + 1]?.text ?? ''));
  return NO.test(leads[0] ?? '') ? edged : true;
}

/** "No matter what" denies nothing. */
const NO_DENIAL = /^(matter|doubt|wonder|sooner)$/;

/** What comes before the answer itself. */
const FILLER =
  /^(um|uh|well|oh|pues|pos|bueno|ay|uy|uf|mmm|eh|em|este|so|hmm|like|honestly|actually|ah|hum|hm|uhm|umm|unfortunately|sadly|regrettably|lamentablemente|desgraciadamente|desafortunadamente|fijese|mire|luckily|thankfully|afortunadamente|sorry)$/;
const FILLERS = /^(por (desgracia|suerte|fortuna)|la verdad|to be|be honest|thank god)$/;

function skipFillers(words: string[]): string[] {
  let at = 0;
  for (;;) {
    if (FILLERS.test(`${words[at]} ${words[at + 1]}`)) at += 2;
    else if (FILLER.test(words[at] ?? '')) at++;
    else break;
  }
  return at < words.length ? words.slice(at) : words;
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
