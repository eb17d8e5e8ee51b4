/** What a single segment of 160 characters can hold: one other character more than doubles what a message costs. */
const BASIC = /[\n\r @£$¥èéùìòÇØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ!"#¤%&'()*+,\-./0-9:;<=>?¡A-ZÄÖÑÜ§¿a-zäöñüà]/u;
/** These take the room of two. */
const EXTENDED = /[\^{}\\[\]~|€]/u;
const PLAIN: Record<string, string> = {
  '’': "'",
  '‘': "'",
  '“': '"',
  '”': '"',
  '«': '"',
  '»': '"',
  '–': '-',
  '—': '-',
  '−': '-',
  '…': '...',
  '•': '-',
  '·': '-',
  '\u00a0': ' ',
  '\u202f': ' ',
  '≤': '<=',
  '≥': '>=',
  '×': 'x',
  '½': '1/2',
  '°': ' ',
  '→': '->',
};

/** The text with what a text message cannot hold written otherwise: á as a, but é and ñ as they are. Pictures are left out. */
export function gsm7(text: string): string {
  return Array.from(text.normalize('NFC'), (char) => {
    if (fits(char)) return char;
    const simple = PLAIN[char] ?? char.normalize('NFD').replace(/\p{M}/gu, '');
    return Array.from(simple).every(fits) ? simple : '';
  }).join('');
}

/** How many messages the carrier counts and charges. */
export function segments(text: string): number {
  const chars = Array.from(text);
  if (!chars.every(fits)) return text.length <= 70 ? 1 : Math.ceil(text.length / 67);
  const length = chars.length + chars.filter((char) => EXTENDED.test(char)).length;
  return length <= 160 ? 1 : Math.ceil(length / 153);
}

function fits(char: string): boolean {
  return BASIC.test(char) || EXTENDED.test(char);
}
