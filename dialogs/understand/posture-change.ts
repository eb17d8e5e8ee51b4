import type { Token } from './tokens.ts';

/** How it was. */
const BEFORE = /^(before|first|initially|originally|previously|earlier|antes|primero|principio|inicio|anteriormente|era|eran|solia)$/;
/** How it is now. */
const NOW = /^(now|lately|nowadays|currently|anymore|ahora|ahorita|hoy|ya|ultimamente|actualmente)$/;
/** A change by itself: "no longer", "ya no", "doesn't … anymore", "stopped helping". */
const ENDS = /^(anymore|longer|stopped|quit|ceased|dejo|dejaron)$/;
const NEGATES = /^(no|not|dont|doesnt|didnt|isnt|wont|never|ni|nunca|cant)$/;
/** "Before I get up" is no earlier time. */
const DOING = /^(lie|lay|get|sit|stand|go|sleep|rise|wake|take|levantar\w*|acostar\w*|dormir\w*|parar\w*)$/;
const EVEN = /^(even|also|hasta|ni|tambien|too)$/;
const START = /^(at|the|in|al|los|las|la|primer|primera|primeros|primeras|beginning|start|days|week)$/;

/**
 * Asked whether position changes it, the answer tells of two times: lying down helped, and no longer does. `lying`: lying down is spoken of;
 * `constant`: something says that it is always there.
 */
export function changedOverTime(tokens: readonly Token[], lying: boolean, constant: boolean): boolean {
  const text = (at: number) => tokens[at]?.text ?? '';
  const used = tokens.some((token, at) => token.text === 'used' && /^(to|2)$/.test(text(at + 1)));
  const opening = tokens.some(
    (token, at) => START.test(token.text) && /^(start|beginning|first|principio|inicio|primer\w*)$/.test(text(at + 1)),
  );
  const past =
    used || opening || tokens.some((token, at) => BEFORE.test(token.text) && !(/^(i|de)$/.test(text(at + 1)) && DOING.test(text(at + 2))));
  const now = tokens.some((token) => NOW.test(token.text));
  if (past && now && (lying || constant)) return true;
  // "Lying down no longer helps", "ya no se quita al acostarme", "ya me duele hasta acostado".
  const over = tokens.some(
    (token, at) =>
      (ENDS.test(token.text) && (token.text !== 'longer' || text(at - 1) === 'no')) ||
      (token.text === 'ya' && (NEGATES.test(text(at + 1)) || tokens.slice(at, at + 6).some((each) => EVEN.test(each.text)))),
  );
  return lying && over;
}
