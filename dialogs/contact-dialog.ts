import { Dialog, type DialogTurnResult } from 'botbuilder-dialogs/lib/dialog.js';
import type { DialogContext } from 'botbuilder-dialogs/lib/dialogContext.js';
import { office } from './clock.ts';
import type { Reply } from './reply.ts';
import { clinicLinks, onCallLink } from './triage/result.ts';
import { turnOf, wordingOf } from './turn-state.ts';
import type { Intent } from './understand/understood.ts';
import { phoneText, type Wording } from './wording.ts';

type Contact = 'person' | 'call' | 'book' | 'hours' | 'place' | 'who';
const CONTACTS: readonly string[] = ['person', 'call', 'book', 'hours', 'place', 'who'] satisfies Contact[];

export function isContact(intent: Intent): intent is Intent & { kind: Contact } {
  return CONTACTS.includes(intent.kind);
}

/** The way to a person: phone, booking, hours, places, and who is behind this chat. */
export class ContactDialog extends Dialog {
  static readonly id = 'contact';

  constructor() {
    super(ContactDialog.id);
  }

  override async beginDialog(dc: DialogContext): Promise<DialogTurnResult> {
    const turn = turnOf(dc.context);
    const { intent } = turn.understood;
    if (intent && isContact(intent)) turn.replies.push(contactReply(intent.kind, wordingOf(turn), turn.message.at, turn.session.triage));
    return dc.endDialog();
  }
}

function contactReply(kind: Contact, wording: Wording, at: Date, triage: string): Reply {
  const { open, until } = office(wording.clinic, at, wording.language);
  const hours = open
    ? wording.say('contact.hours.open', { time: until ?? '' })
    : wording.say('contact.hours.closed', {
        until: until === undefined ? '' : ` ${wording.say('result.same-day.until', { time: until })}`,
      });
  const offices = wording.clinic.offices.map(({ name }) => name).join(', ');
  const key = kind === 'call' || kind === 'hours' ? 'person' : kind;
  const { onCallPhone } = wording.clinic;
  const paragraphs = [
    wording.say(`contact.${key}`, { hours, offices }),
    !open && onCallPhone && kind !== 'who' ? wording.say('contact.on-call', { phone: phoneText(onCallPhone) }) : '',
    triage === 'open' && kind !== 'who' ? wording.say('contact.check-first') : '',
  ];
  const directions = wording.clinic.offices.map((each) => ({
    kind: 'directions' as const,
    label: wording.say('link.directions', { office: each.name }),
    href: each.directions,
  }));
  return {
    text: paragraphs.filter(Boolean).join('\n\n'),
    tone: 'plain',
    card: 'answer',
    links: [...clinicLinks(wording), ...(open ? [] : onCallLink(wording)), ...(kind === 'place' ? directions : [])],
    options: triage === 'none' ? [{ id: 'start', label: wording.say('shortcut.start'), kind: 'shortcut' }] : undefined,
    report: { id: 'faq', state: 'done', entities: { answer: { type: 'answer', id: kind === 'who' ? 'chat-limits' : 'book-appointment' } } },
  };
}
