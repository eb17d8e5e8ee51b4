import type { Reply, ReplyLink, ReplyOption } from '../../dialogs/reply.ts';
import type { Wording } from '../../dialogs/wording.ts';
import type { Body } from '../activity.ts';
import { baseBody, isAnswer } from './buttons.ts';
import { gsm7 } from './gsm7.ts';

/** What Twilio takes at most. */
const LONGEST = 1_600;
const LETTERED = /^[A-C]: /;

/** One text for the whole turn: numbers instead of buttons, addresses instead of links. */
export function smsBodies(replies: Reply[], wording: Wording): Body[] {
  if (replies.length === 0) return [];
  const parts = split(plain(replies.map((reply) => spelledOut(reply, wording)).join('\n\n')));
  const last = [...replies].reverse().find(({ report }) => report) ?? replies.at(-1)!;
  return parts.map((text, index) =>
    index === parts.length - 1
      ? { text, textFormat: 'plain', ...baseBody(last) }
      : { text, textFormat: 'plain', inputHint: 'acceptingInput' },
  );
}

/** The question alone owns the numbers. What else can be asked for is written out, topics under their letters. */
function spelledOut({ text, short, options = [], links = [] }: Reply, wording: Wording): string {
  const numbered = options.filter(isAnswer).map(({ label }, index) => `${index + 1}. ${label}`);
  const others = options.filter((option) => !isAnswer(option));
  const lettered = others.filter(isLettered).map(({ label }) => label);
  const written = others.filter((option) => !isLettered(option)).map(({ label }) => label);
  const also = written.length > 0 ? wording.say('sms.also', { list: written.join(' / ') }) : '';
  return [short ?? text, ...numbered, ...lettered, ...links.map(address), also].filter(Boolean).join('\n');
}

function isLettered({ label }: ReplyOption): boolean {
  return LETTERED.test(label);
}

function address({ label, href }: ReplyLink): string {
  const target = href.replace(/^tel:/, '');
  return label.replace(/\D/g, '').endsWith(target.replace(/\D/g, '').slice(-10)) && href.startsWith('tel:') ? label : `${label}: ${target}`;
}

function plain(text: string): string {
  const unmarked = text.replace(/\*\*(.+?)\*\*/gs, '$1').replace(/\[([^\]]+)\]\((?:tel:)?([^)]+)\)/g, '$1: $2');
  return gsm7(unmarked).trim();
}

/** At the last place that fits: between paragraphs, after a sentence, at a line's end, or between words. */
function split(text: string): string[] {
  if (text.length <= LONGEST) return [text];
  const head = text.slice(0, LONGEST);
  const places = [head.lastIndexOf('\n\n'), lastSentence(head), head.lastIndexOf('\n'), head.lastIndexOf(' ')];
  const at = places.find((place) => place > LONGEST / 2) ?? LONGEST;
  return [text.slice(0, at).trim(), ...split(text.slice(at).trim())];
}

function lastSentence(text: string): number {
  const ends = [...text.matchAll(/[.?!](?=\s)/g)];
  return (ends.at(-1)?.index ?? -1) + 1;
}
