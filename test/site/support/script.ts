import type { Content } from '../../../content/load.ts';
import type { Language, Level } from '../../../content/schema.ts';
import type { Reply } from '../../../dialogs/reply.ts';
import { wording } from '../../../dialogs/wording.ts';

/** A bot that asks five questions in order and ends with a card; it stands in for the real one where only the page is tested. */
export interface Script {
  greet(): Reply[];
  answer(text: string, picked?: { question: string; options: string[] }): Reply[];
  language(): Language;
}

const ORDER = ['red-flags', 'procedure', 'severity', 'procedure-date'];

export function script(content: Content, locale: string): Script {
  let language: Language = locale.startsWith('es') ? 'es' : 'en';
  let at = -1;
  let severity = 0;

  const words = () => wording(content, language);

  function ask(): Reply[] {
    const question = content.protocol.questions.find(({ id }) => id === ORDER[at])!;
    const key = `questions.${question.id}`;
    return [
      {
        text: words().word(`${key}.text`),
        tone: 'plain',
        card: 'question',
        pick: question.kind,
        options: question.options?.map(({ id }) => ({ id, label: words().word(`${key}.${id}`), kind: 'answer' })) ?? [],
        report: {
          id: 'triage',
          state: 'continue',
          entities: { question: { type: 'question', id: question.id }, facts: { type: 'facts' } },
        },
      },
    ];
  }

  function result(level: Level): Reply[] {
    const { say, clinic } = words();
    const rule = { emergency: 'E03', 'same-day': 'S02', book: 'B02', routine: 'R1' }[level];
    const text = {
      emergency: say('result.emergency.call-911', { reason: words().word('rules.E03.reason') }),
      'same-day': `${say('result.same-day.open')}\n\n${say('result.why', { reason: words().word('rules.S02.reason') })}`,
      book: `${say('result.book.book')}\n\n${say('result.why', { reason: words().word('rules.B02.reason') })}`,
      routine: `${say('result.routine.self-care')}\n\n${say('result.why', { reason: words().word('rules.R1.reason') })}`,
    }[level];
    const emergency = { kind: 'call', label: say('link.call-emergency'), href: `tel:${clinic.emergencyNumber}` } as const;
    const call = { kind: 'call', label: say('link.call-clinic'), href: `tel:${clinic.phone}` } as const;
    const book = { kind: 'book', label: say('link.book'), href: clinic.bookingUrl } as const;
    const links = { emergency: [emergency], 'same-day': [call, emergency], book: [book, call], routine: [call, book] }[level];
    const change = { id: 'change', label: say('shortcut.change'), kind: 'shortcut' } as const;
    return [
      {
        text,
        tone: level === 'emergency' ? 'urgent' : 'plain',
        card: level === 'emergency' ? 'emergency' : 'result',
        links: [...links],
        ...(level === 'emergency' && { options: [change] }),
        report: {
          id: 'triage',
          state: 'done',
          entities: {
            facts: { type: 'facts' },
            outcome: { type: 'outcome', level, rule, action: level === 'emergency' ? 'call-911' : 'call-clinic' },
          },
        },
      },
      ...(level === 'emergency'
        ? []
        : [
            {
              text: `${say('summary.title')}\n${say('summary.line', { title: words().word('questions.severity.title'), value: say('value.scale', { value: severity }) })}`,
              tone: 'plain' as const,
              card: 'summary' as const,
              lines: [
                { question: 'severity', title: words().word('questions.severity.title'), value: say('value.scale', { value: severity }) },
              ],
            },
            {
              text: `${say('result.list')}\n\n${say('result.limits')}`,
              tone: 'plain' as const,
              card: 'answer' as const,
              options: [change],
            },
          ]),
    ];
  }

  return {
    language: () => language,
    greet: () => [
      {
        text: words().say('greeting'),
        tone: 'plain',
        card: 'greeting',
        options: [{ id: 'start', label: words().say('shortcut.start'), kind: 'shortcut' }],
      },
    ],
    answer(text, picked) {
      const other = { Español: 'es', English: 'en' }[text] as Language | undefined;
      if (other) language = other;
      else if (text === words().say('shortcut.restart')) at = 0;
      else if (picked?.question === 'change') at = ORDER.indexOf(picked.options[0]!);
      else if (ORDER[at] === 'red-flags' && picked && !picked.options.includes('none')) return result('emergency');
      else at += 1;
      if (ORDER[at - 1] === 'severity') severity = Number(text);
      if (at < ORDER.length) return at < 0 ? this.greet() : ask();
      return result(severity >= 7 ? 'same-day' : severity >= 4 ? 'book' : 'routine');
    },
  };
}
