import type { Entry, Faq } from '../../content/load-faq.ts';
import { office } from '../clock.ts';
import type { Reply, ReplyOption } from '../reply.ts';
import { clinicLinks } from '../triage/result.ts';
import { phoneText, type Wording } from '../wording.ts';
import type { Found } from './search.ts';

const LETTERS = ['A', 'B', 'C'];

/** What a question gets: the answer, up to three topics under letters, or an honest no with the phone number. */
export function answerReply(faq: Faq, found: Found, wording: Wording, at: Date, idle: boolean): Reply {
  const start: ReplyOption[] = idle ? [{ id: 'start', label: wording.say('shortcut.start'), kind: 'shortcut' }] : [];
  const entry = found.band === 'answer' ? faq.byId.get(found.id) : undefined;
  if (entry) return answered(faq, entry, wording, at, start);
  if (found.band === 'offer') {
    const topics = found.ids.map(
      (id, i): ReplyOption => ({ id, label: `${LETTERS[i]}: ${faq.byId.get(id)!.languages[wording.language].question}`, kind: 'shortcut' }),
    );
    const report = { id: 'faq', state: 'done', entities: { candidates: { type: 'candidates', ids: found.ids } } } as const;
    return { text: wording.say('faq.offer'), tone: 'plain', card: 'answer', options: [...topics, ...start], report: { ...report } };
  }
  return {
    text: wording.say('faq.none'),
    tone: 'plain',
    card: 'answer',
    links: clinicLinks(wording),
    options: start,
    report: { id: 'faq', state: 'done', entities: {} },
  };
}

function answered(faq: Faq, entry: Entry, wording: Wording, at: Date, start: ReplyOption[]): Reply {
  const { first, more } = entry.languages[wording.language];
  const related = start.length > 0 ? entry.related.slice(0, 2) : [];
  const topics = related.flatMap((id): ReplyOption[] => {
    const other = faq.byId.get(id);
    return other ? [{ id, label: other.languages[wording.language].question, kind: 'shortcut' }] : [];
  });
  const happening: ReplyOption[] =
    entry.safety && start.length > 0 ? [{ id: 'happening', label: wording.say('faq.happening'), kind: 'shortcut' }] : [];
  return {
    text: fill([first, more].filter(Boolean).join('\n\n'), wording, at),
    tone: 'plain',
    card: 'answer',
    links: clinicLinks(wording),
    options: [...happening, ...topics, ...start],
    report: { id: 'faq', state: 'done', entities: { answer: { type: 'answer', id: entry.id } } },
  };
}

/** Puts the clinic's own facts where the answer names them. */
function fill(text: string, wording: Wording, at: Date): string {
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
