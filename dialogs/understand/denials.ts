import type { Span } from './phrase.ts';
import type { Token } from './tokens.ts';

/** Words that add nothing to a denial. */
const ADDS_NOTHING =
  /^(no|nope|nah|none|not|any|of|these|those|them|that|this|all|here|yet|thanks?|thank|you|sir|maam|for|me|ever|today|now|so|far|please|god|just|the|i|have|had|really|at|im|fine|good|ok|okay|well|luckily|ninguna?|ninguno|nada|de|eso|esas?|esos?|esto|estas?|gracias|por|suerte|senor|senorita|doctor|dios|yo|tengo|traigo|la|verdad|pues|tampoco|hasta|ahora|ahorita|nomas|para|nunca|jamas|el|las|los|a|mi|bien|estoy|todo|otras?|otros?|cosas?|mas|more|others?|else|anything|nothing|everything|sintomas?|symptoms?|list|lista|appl(y|ies)|aplica[ns]?|soy|ver|que|hay|ningun|negative|negativo|zero|cero|kind|sort|one|single|problem|problems|issues|dont|do|not|am|to|report|new|nuevo|parecido|igual|yet|aun|todavia|y|and)$/;

export function words(tokens: readonly Token[]): number {
  return tokens.filter(({ boundary }) => !boundary).length;
}

/** A clause of its own: "no fever. none". */
export function standsAlone(tokens: readonly Token[], { from, to }: Span): boolean {
  const edge = (index: number) => tokens[index] === undefined || tokens[index].boundary === true;
  return edge(from - 1) && edge(to);
}

export function contrasted(tokens: readonly Token[]): boolean {
  return tokens.some(({ text }) => /^(but|except|pero|excepto|menos|salvo|although|though|aunque|only|solo)$/.test(text));
}

/** Nothing is said but the denial: "no insurance" denies no sign. */
export function allOf(tokens: readonly Token[], nones: readonly Span[]): boolean {
  const left = tokens.filter(
    ({ boundary, text }, i) => !boundary && !ADDS_NOTHING.test(text) && !nones.some(({ from, to }) => from <= i && i < to),
  );
  return left.length === 0;
}

/** "No, no fever": the first word answers the whole list. */
export function leadingNo(tokens: readonly Token[]): boolean {
  return /^(no|none|nope|nothing|nada|ninguna|ninguno|nah)$/.test(tokens[0]?.text ?? '') && tokens[1]?.boundary === true;
}
