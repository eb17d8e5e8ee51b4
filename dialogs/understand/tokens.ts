/** A word, a number, a sign between numbers (`/`, `-`), an emoji, or the edge of a clause. */
export interface Token {
  /** Lower case, no accents, no apostrophes; `.` `,` `;` `!` `?` or a newline at an edge. */
  text: string;
  /** Where it begins and ends in the message. */
  at: number;
  end: number;
  /** The edge of a clause. */
  boundary?: boolean;
}

/** Words that patients shorten, written out: `u` → `you`, `can not` → `cant`. Keys of one or two words. */
export type Shorthand = ReadonlyMap<string, readonly string[]>;

const MOST_CHARACTERS = 12_000;
const MOST_TOKENS = 2_000;
const LONGEST_WORD = 40;
const NO_SHORTHAND: Shorthand = new Map();

const APOSTROPHES = new Set("'’‘`´ʼ′");
const EDGES: Readonly<Record<string, string>> = {
  '.': '.',
  '…': '.',
  ',': ',',
  '(': ',',
  ')': ',',
  ':': ',',
  '—': ',',
  ';': ';',
  '!': '!',
  '?': '?',
  '\n': '\n',
};
/** Combining marks, joiners, variation selectors, skin tones. */
const INVISIBLE = /^(\p{M}|\p{Cf}|\p{Emoji_Modifier})$/u;

/** Cuts a message into tokens in one pass: the time grows with the length alone, whatever is typed. */
export function tokenize(message: string, shorthand: Shorthand = NO_SHORTHAND): Token[] {
  const tokens: Token[] = [];
  const text = message.slice(0, MOST_CHARACTERS);
  let at = 0;
  while (at < text.length && tokens.length < MOST_TOKENS) {
    const end = endOfRun(text, at);
    if (end > at) {
      const short = slashed(text, at, end, shorthand);
      if (short) {
        for (const word of short.words) tokens.push({ text: word, at, end: short.end });
        at = short.end;
        continue;
      }
      pushWord(tokens, { text: fold(text.slice(at, end)), at, end }, shorthand);
      at = end;
      continue;
    }
    const character = String.fromCodePoint(text.codePointAt(at)!);
    pushMark(tokens, character, text, at);
    at += character.length;
  }
  return tokens;
}

/** A run of letters, or a number with its decimals; letters after digits begin anew ("103f"), digits after three letters too. */
function endOfRun(text: string, from: number): number {
  let at = from;
  let letters = 0;
  const digits = isDigit(text[from]);
  while (at < text.length) {
    const character = String.fromCodePoint(text.codePointAt(at)!);
    if (digits ? isDigit(character) || (isDecimal(text, at) && at > from) : isLetter(character)) letters++;
    else if (digits || at === from) break;
    else if (isDigit(character)) {
      if (letters > 2) break;
    } else if (!INVISIBLE.test(character) && !(APOSTROPHES.has(character) && isLetter(text[at + 1] ?? ''))) break;
    at += character.length;
  }
  return at;
}

function pushWord(tokens: Token[], word: Token, shorthand: Shorthand): void {
  const previous = tokens.at(-1);
  const joined = previous && !previous.boundary ? shorthand.get(`${previous.text} ${word.text}`) : undefined;
  if (joined) {
    const { at } = tokens.pop()!;
    for (const text of joined) tokens.push({ text, at, end: word.end });
    return;
  }
  const words = shorthand.get(word.text);
  if (!words) tokens.push(word);
  else for (const text of words) pushWord(tokens, { ...word, text }, NO_SHORTHAND);
}

function pushMark(tokens: Token[], character: string, text: string, at: number): void {
  const end = at + character.length;
  const between = isDigit(text[at - 1]) && isDigit(text[end]);
  if (between && /[/\-–:]/.test(character)) tokens.push({ text: character === '–' ? '-' : character, at, end });
  else if (/[-–]/.test(character) && text[at - 1] === ' ' && text[end] === ' ') pushEdge(tokens, ',', at, end);
  else if (Object.hasOwn(EDGES, character)) pushEdge(tokens, EDGES[character]!, at, end);
  else if (isPicture(character)) tokens.push({ text: character, at, end });
}

/** Several marks in a row are one edge; a question mark among them counts most. */
function pushEdge(tokens: Token[], mark: string, at: number, end: number): void {
  const last = tokens.at(-1);
  if (!last?.boundary) tokens.push({ text: mark, at, end, boundary: true });
  else if (last.text !== '?' && mark !== '\n' && mark !== ',') tokens[tokens.length - 1] = { ...last, text: mark, end };
  else tokens[tokens.length - 1] = { ...last, end };
}

/** "w/", "w/o", "b/c". */
function slashed(text: string, at: number, end: number, shorthand: Shorthand): { words: readonly string[]; end: number } | undefined {
  if (text[end] !== '/' || end - at > 2) return undefined;
  for (const after of [endOfRun(text, end + 1), end + 1]) {
    const words = after - at <= 6 ? shorthand.get(text.slice(at, after).toLowerCase()) : undefined;
    if (words) return { words, end: after };
  }
  return undefined;
}

/** Character by character: normalising a whole message of combining marks can take quadratic time. */
export function fold(word: string): string {
  let folded = '';
  let same = 0;
  for (const character of word) {
    if (INVISIBLE.test(character) || APOSTROPHES.has(character)) continue;
    const plain =
      character < '\x80'
        ? character.toLowerCase()
        : character
            .normalize('NFKD')
            .toLowerCase()
            .replace(/[^\p{L}\p{N}]/gu, '');
    same = plain === folded.at(-1) && !isDigit(plain) ? same + 1 : 0;
    if (same === 2) folded = folded.slice(0, -1);
    if (same >= 2) continue;
    folded += plain;
    if (folded.length >= LONGEST_WORD) break;
  }
  return folded;
}

function isDecimal(text: string, at: number): boolean {
  return (text[at] === '.' || text[at] === ',') && isDigit(text[at - 1]) && isDigit(text[at + 1]);
}

function isDigit(character: string | undefined): boolean {
  return character !== undefined && character >= '0' && character <= '9';
}

function isLetter(character: string): boolean {
  return character < '\x80' ? /[a-zA-Z]/.test(character) : /[\p{L}]/u.test(character) && !/[ºª]/.test(character);
}

function isPicture(character: string): boolean {
  const code = character.codePointAt(0)!;
  return code >= 0x1f000 || (code >= 0x2600 && code <= 0x27bf);
}
