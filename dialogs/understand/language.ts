import type { Language } from '../../content/schema.ts';
import type { Listening } from './listening.ts';
import type { Token } from './tokens.ts';

/** Two telling words decide, or one among very few; what both languages say decides nothing. */
const ENOUGH = 2;
const SHORT = 3;
/** How clearly one language must lead when both are mixed. */
const LEAD = 1.5;

/** Endings and beginnings that only one of the two languages has, for words that are on no list. */
const SPANISH =
  /(cion|ciones|mente|ando|iendo|ado|ados|idad|aba|aron|ieron|emos|amos|nte|illo|illa|ito|ita|oso|osa|rr\w+[ao])$|^(lla|lle|llo|hue)/;
const ENGLISH = /(ing|tion|ness|ght|ly|ck|ed|sh|wh|th|ful|less)$|^(wh|th|kn|wr)|w|k[^aeio]|oo|ee/;

const PARTICIPLE = /(ado|ido|echo|icho|isto|uesto|uelto|ierto|rito|podido)$/;

/** The language of a message, or undefined when it is too short or too mixed to tell. */
export function guessLanguage(tokens: readonly Token[], listening: Listening): Language | undefined {
  const { en, es } = listening.lexicon.telling;
  let english = 0;
  let spanish = 0;
  let words = 0;
  let sure = 0;
  for (const [at, { text, boundary }] of tokens.entries()) {
    if (boundary || !/^[a-z]/.test(text)) continue;
    words++;
    // "No he vomitado": the same letters are a verb in one language and a man in the other.
    const have = text === 'he' && PARTICIPLE.test(tokens[at + 1]?.text ?? '');
    const [isEnglish, isSpanish] = [en.has(text) && !have, es.has(text) || have];
    if (isEnglish && isSpanish) continue;
    if (isEnglish || isSpanish) sure++;
    if (isEnglish) english += 1;
    else if (isSpanish) spanish += 1;
    else if (text.length > 3 && SPANISH.test(text) && !ENGLISH.test(text)) spanish += 0.5;
    else if (text.length > 3 && ENGLISH.test(text) && !SPANISH.test(text)) english += 0.5;
  }
  const [most, least] = [Math.max(english, spanish), Math.min(english, spanish)];
  if (words > 1 && most < ENOUGH && !(words <= SHORT && most >= 1.5)) return undefined;
  if (words <= 1 || sure === 0 || most < least * LEAD || most === least) return undefined;
  return english > spanish ? 'en' : 'es';
}
