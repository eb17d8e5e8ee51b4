import type { Entry, Faq } from '../../content/load-faq.ts';
import { office } from '../clock.ts';
import type { Reply, ReplyOption } from '../reply.ts';
import { clinicLinks } from '../triage/result.ts';
import { phoneText, type Wording } from '../wording.ts';
import type { Found } from './search.ts';

export interface Answering {
  faq: Faq;
  wording: Wording;
  at: Date;
  /** No triage is under way: there is room for what else could be done. */
  idle: boolean;
  /** Something graver is asked in the same turn: the beginning of an answer has to do. */
  brief?: boolean;
}

const LETTERS = ['A', 'B', 'C'];
const RELATED = 2;
/** Under this chance of being right, what else may have been meant is nearer at hand than related topics. */
const CERTAIN = 0.85;

/** What a question gets: the answer, up to three topics under letters, or an honest no with the phone number. */
export function answerReply(found: Found, answering: Answering): Reply {
  const { faq, wording, idle } = answering;
  const start: ReplyOption[] = idle ? [shortcut('start', wording.say('shortcut.start'))] : [];
  const entry = found.band === 'answer' ? faq.byId.get(found.id) : undefined;
  if (entry) return answered(entry, answering, start, found.band === 'answer' && found.chance < CERTAIN ? found.ids.slice(1) : []);
  if (found.band === 'offer') {
    const topics = found.ids.map((id, i) => shortcut(id, `${LETTERS[i]}: ${faq.byId.get(id)!.languages[wording.language].question}`));
    return {
      text: wording.say('faq.offer'),
      tone: 'plain',
      card: 'answer',
      options: [...topics, ...start],
      report: { id: 'faq', state: 'done', entities: { candidates: { type: 'candidates', ids: found.ids } } },
    };
  }
  return {
    text: wording.say('faq.none'),
    tone: 'plain',
    card: 'answer',
    links: clinicLinks(wording),
    options: idle ? [...start, shortcut('topics', wording.say('shortcut.topics'))] : [],
    report: { id: 'faq', state: 'done', entities: {} },
  };
}

/** The rest of an answer whose beginning went out alone. */
export function moreReply(entry: Entry, { wording, at }: Answering): Reply {
  return {
    text: filled(entry.languages[wording.language].more, wording, at),
    tone: 'plain',
    card: 'answer',
    report: { id: 'faq', state: 'done', entities: { answer: { type: 'answer', id: entry.id } } },
  };
}

function answered(entry: Entry, { faq, wording, at, idle, brief }: Answering, start: ReplyOption[], rivals: readonly string[]): Reply {
  const { first, more } = entry.languages[wording.language];
  const related = idle ? [...new Set([...rivals, ...entry.related])].slice(0, RELATED) : [];
  const topics = related.flatMap((id) => {
    const other = faq.byId.get(id);
    return other ? [shortcut(id, other.languages[wording.language].question)] : [];
  });
  const beginning = filled(first, wording, at);
  return {
    text: brief ? beginning : filled([first, more].filter(Boolean).join('\n\n'), wording, at),
    ...(more && !brief && { short: `${beginning} ${wording.say('faq.more-hint')}` }),
    tone: 'plain',
    card: 'answer',
    links: clinicLinks(wording),
    options: [...(entry.safety ? [shortcut('happening', wording.say('faq.happening'))] : []), ...topics, ...start],
    report: { id: 'faq', state: 'done', entities: { answer: { type: 'answer', id: entry.id } } },
  };
}

function shortcut(id: string, label: string): ReplyOption {
  return { id, label, kind: 'shortcut' };
}

/** Puts the clinic's own facts where the answer names them. */
function filled(text: string, wording: Wording, at: Date): string {
  const { clinic } = wording;
  const { open, until } = office(clinic, at, wording.language);
  const hours = open
    ? wording.say('contact.hours.open', { time: until ?? '' })
    : wording.say('contact.hours.closed', {
        until: until === undefined ? '' : ` ${wording.say('result.same-day.until', { time: until })}`,
      });
  const facts: Record<string, string> = {
    phone: phoneText(clinic.phone),
    emergency: clinic.emergencyNumber,
    offices: clinic.offices.map(({ name }) => name).join(', '),
    hours: hours.replace(/\.$/, ''),
    bookingUrl: clinic.bookingUrl,
  };
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => facts[name] ?? whole);
}
