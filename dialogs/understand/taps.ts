import type { Content } from '../../content/load.ts';
import { LANGUAGES } from '../../content/schema.ts';
import type { Message } from '../message.ts';
import { onceForEach } from '../once.ts';
import type { Session } from '../session.ts';
import { questionOf } from '../triage/ask.ts';
import { optionsOf } from '../triage/options.ts';
import { wording } from '../wording.ts';
import { CHECK_IN_LABELS } from './check-in-answer.ts';
import type { Answer, CheckInAnswer, Intent, Understood } from './understood.ts';

/** What the shortcuts under a reply ask for when they are tapped, or when their label is typed. */
const SHORTCUTS: Record<string, Intent['kind']> = {
  start: 'start',
  continue: 'start',
  book: 'book',
  call: 'person',
  summary: 'summary',
  change: 'change',
  restart: 'restart',
  resume: 'resume',
  'never-had': 'never-had',
};

export interface TapReader {
  /** What was tapped, or typed exactly as a button says; undefined for words of the patient's own. */
  read(message: Message, session: Session): Understood | undefined;
}

/** What the page's summary sends as the question of a tap: its option is the question to put anew. */
const CHANGE = 'change';

/** A button's own words are an answer and nothing else: they are never searched for signs. */
export function tapReader(content: Content): TapReader {
  const shortcuts = shortcutLabels(content);
  const checkIns = checkInLabels(content);
  const topics = topicLabels(content);
  const labels = { more: new Set(LANGUAGES.map((language) => plain(wording(content, language).say('faq.more')))) };
  return {
    read(message, session) {
      const label = plain(message.text);
      const { picked } = message;
      if (picked?.question === CHANGE) return tapped({ intent: changeIntent(content, picked.options) });
      if (isStale(message, session)) return tapped({ stale: true });
      const answer = pickedAnswer(content, message, session) ?? labelledAnswer(content, label, session);
      if (answer) return tapped({ answer });
      if (session.more && labels.more.has(label)) return tapped({ topic: session.more, more: true, asks: true });
      const letter = label.length === 1 ? session.offered?.['abc'.indexOf(label)] : undefined;
      const topic = letter ?? topics.get(label.replace(/^[abc]: /, ''));
      if (topic) return tapped({ topic, asks: true });
      const checkIn = checkIns.get(label);
      if (checkIn && checkIn.while === session.checkIn?.state) return tapped({ intent: { kind: 'check-in', says: checkIn.says } });
      const intent = shortcuts.get(label);
      return intent && tapped({ intent });
    },
  };
}

function changeIntent({ protocol }: Content, [id]: string[]): Intent {
  const question = protocol.questions.find((each) => each.id === id);
  return question ? { kind: 'change-question', question: question.id } : { kind: 'change' };
}

function tapped(part: Partial<Understood>): Understood {
  return { signs: [], facts: {}, corrects: false, asks: false, tells: false, ...part };
}

/** A second tap, or one on the buttons of an earlier question: no answer to the open one. */
function isStale({ picked }: Message, { open }: Session): boolean {
  if (!picked) return false;
  return picked.question !== (open?.kind === 'confirm' ? 'confirm-emergency' : open?.id);
}

function pickedAnswer({ protocol }: Content, { picked }: Message, session: Session): Answer | undefined {
  const { open } = session;
  if (!picked || !open) return undefined;
  if (open.kind === 'confirm') return picked.question === 'confirm-emergency' ? closed(picked.options[0]) : undefined;
  if (picked.question !== open.id) return undefined;
  const shown = optionsOf(protocol, session, open, questionOf(protocol, open.id)).map(({ id }) => id);
  const known = picked.options.filter((id) => shown.includes(id));
  return known.length > 0 && known.length === picked.options.length ? { kind: 'options', ids: known, complete: true } : undefined;
}

function labelledAnswer(content: Content, label: string, session: Session): Answer | undefined {
  const { open } = session;
  if (!open || label === '') return undefined;
  const words = LANGUAGES.flatMap((language) => [wording(content, language), wording(content, language, session.medium)]);
  if (open.kind === 'confirm') {
    return closed((['yes', 'no', 'unsure'] as const).find((id) => words.some((each) => plainLabel(each.say(`confirm.${id}`)) === label)));
  }
  const question = questionOf(content.protocol, open.id);
  const key = `questions.${question.id}${open.unsure && question.unsure ? '.unsure' : ''}`;
  const shown = optionsOf(content.protocol, session, open, question);
  const option = shown.find(({ id }) => words.some((each) => plainLabel(each.word(`${key}.${id}`)) === label));
  return option && { kind: 'options', ids: [option.id], complete: true };
}

function closed(id: string | undefined): Answer | undefined {
  return id === 'yes' || id === 'no' || id === 'unsure' ? { kind: id } : undefined;
}

function shortcutLabels(content: Content): Map<string, Intent> {
  const labels = new Map<string, Intent>();
  for (const language of LANGUAGES) {
    const { say } = wording(content, language);
    for (const [id, kind] of Object.entries(SHORTCUTS)) labels.set(plain(say(`shortcut.${id}`)), { kind } as Intent);
    const other = LANGUAGES.find((each) => each !== language);
    labels.set(plain(say('shortcut.topics')), { kind: 'topics' });
    labels.set(plain(say('faq.happening')), { kind: 'happening' });
    for (const { id, label } of content.faq.groups) labels.set(plain(label[language]), { kind: 'topics', group: id });
    if (other) labels.set(plain(say('shortcut.language')), { kind: 'language', language: other });
  }
  return labels;
}

function checkInLabels(content: Content): Map<string, { says: CheckInAnswer; while: string }> {
  return new Map(
    LANGUAGES.flatMap((language) =>
      CHECK_IN_LABELS.map(
        ([key, says, state]) => [plain(wording(content, language).say(`check-in.${key}`)), { says, while: state }] as const,
      ),
    ),
  );
}

/** Every topic by its question, as the buttons under an answer show it. */
function topicLabels({ faq }: Content): Map<string, string> {
  return new Map(
    faq.entries.flatMap(({ id, languages }) => Object.values(languages).map(({ question }) => [plain(question), id] as const)),
  );
}

const plainLabel = onceForEach(plain);

function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[.!¡¿?]+$/, '')
    .trim();
}
