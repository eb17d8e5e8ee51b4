import type { Reply, ReplyLink } from '../../dialogs/reply.ts';
import type { Body } from '../activity.ts';
import { baseBody, isAnswer } from './buttons.ts';

const LONGEST = 1_600;
/** What a single segment of 160 characters can hold: one other character more than doubles what a message costs. */
const GSM_7 = /[\n\r @£$¥èéùìòÇØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ!"#¤%&'()*+,\-./0-9:;<=>?¡A-ZÄÖÑÜ§¿a-zäöñüà^{}\\[\]~|€]/u;
const PLAIN: Record<string, string> = {
  '’': "'",
  '‘': "'",
  '“': '"',
  '”': '"',
  '–': '-',
  '—': '-',
  '…': '...',
  '•': '-',
  '·': '-',
  ' ': ' ',
};

/** One text for the whole turn: numbers instead of buttons, addresses instead of links. */
export function smsBodies(replies: Reply[]): Body[] {
  if (replies.length === 0) return [];
  const whole = plain(replies.map(spelledOut).join('\n\n'));
  const parts = split(whole);
  const last = [...replies].reverse().find(({ report }) => report) ?? replies.at(-1)!;
  return parts.map((text, index) =>
    index === parts.length - 1
      ? { text, textFormat: 'plain', ...baseBody(last) }
      : { text, textFormat: 'plain', inputHint: 'acceptingInput' },
  );
}

function spelledOut({ text, options = [], links = [] }: Reply): string {
  const numbered = options.filter(isAnswer).map(({ label }, index) => `${index + 1}. ${label}`);
  const shortcuts = options.filter((option) => !isAnswer(option)).map(({ label }) => label);
  return [text, [...numbered, ...shortcuts].join('\n'), links.map(address).join('\n')].filter(Boolean).join('\n');
}

function address({ label, href }: ReplyLink): string {
  const target = href.replace(/^tel:/, '');
  return label.replace(/\D/g, '').endsWith(target.replace(/\D/g, '').slice(-10)) && href.startsWith('tel:') ? label : `${label}: ${target}`;
}

function plain(text: string): string {
  const unmarked = text.replace(/\*\*(.+?)\*\*/gs, '$1').replace(/\[([^\]]+)\]\((?:tel:)?([^)]+)\)/g, '$1: $2');
  return Array.from(unmarked, (char) => {
    if (GSM_7.test(char)) return char;
    const simple = PLAIN[char] ?? char.normalize('NFD').replace(/\p{M}/gu, '');
    return Array.from(simple).every((one) => GSM_7.test(one)) ? simple : '';
  })
    .join('')
    .trim();
}

/** At the last break that fits, be it a line's or a word's. */
function split(text: string): string[] {
  if (text.length <= LONGEST) return [text];
  const head = text.slice(0, LONGEST);
  const at = [head.lastIndexOf('\n'), head.lastIndexOf(' ')].find((place) => place > LONGEST / 2) ?? LONGEST;
  return [text.slice(0, at).trim(), ...split(text.slice(at).trim())];
}
