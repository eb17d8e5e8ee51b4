import * as AdaptiveCards from 'adaptivecards';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { type AdaptiveCard, type Body, type HeroCard, type Inbound, pressedOf } from '../../../bot/activity.ts';
import { bodies } from '../../../bot/render/bodies.ts';
import { gsm7 } from '../../../bot/render/gsm7.ts';
import { LANGUAGES, LEVELS } from '../../../content/schema.ts';
import type { Reply, ReplyLink, ReplyOption } from '../../../dialogs/reply.ts';
import { newSession } from '../../../dialogs/session.ts';
import { askReply } from '../../../dialogs/triage/ask.ts';
import { phoneText, wording } from '../../../dialogs/wording.ts';
import { testContent } from '../support/start-server.ts';

const content = testContent();
const { protocol } = content;

interface Door {
  channelId: string;
  /** Can the patient give this answer, and how does it reach the bot? Undefined: not. */
  reaches(bodies: Body[], option: ReplyOption, place: number): boolean;
  usable(bodies: Body[], link: ReplyLink): boolean;
  level(bodies: Body[], level: (typeof LEVELS)[number]): boolean;
  within(body: Body): boolean;
}

const text = (shown: Body[]) => shown.map((body) => body.text).join('\n');
const cards = (shown: Body[]) => shown.flatMap(({ attachments = [] }) => attachments);
const buttons = (shown: Body[]) => cards(shown).flatMap((card) => ('buttons' in card.content ? (card as HeroCard).content.buttons : []));
const adaptive = (shown: Body[]) => cards(shown).filter((card): card is AdaptiveCard => card.contentType.endsWith('.adaptive'));
const inside = (value: unknown): Record<string, unknown>[] => {
  if (typeof value !== 'object' || value === null) return [];
  return [...(Array.isArray(value) ? [] : [value as Record<string, unknown>]), ...Object.values(value).flatMap(inside)];
};
const elements = (shown: Body[]) => adaptive(shown).flatMap(({ content: card }) => inside(card.body));
const reported = (shown: Body[]) =>
  shown.map(({ semanticAction }) => (semanticAction?.id === 'triage' ? semanticAction.entities.outcome?.level : undefined)).find(Boolean);

const web = (channelId: string): Door => ({
  channelId,
  reaches: (shown, { label }) => shown.some(({ suggestedActions }) => suggestedActions?.actions.some(({ value }) => value === label)),
  usable: (shown, { href, label }) =>
    buttons(shown).some(({ value, title, type }) => value === href && title === label && type === 'openUrl'),
  level: (shown, level) => reported(shown) === level,
  within: () => true,
});
const sms = (channelId: string): Door => ({
  channelId,
  reaches: (shown, { label, kind }, place) =>
    kind === 'answer' ? text(shown).includes(`\n${place + 1}. ${gsm7(label)}`) : text(shown).includes(gsm7(label)),
  usable: (shown, { href }) => {
    const number = href.replace(/^tel:/, '');
    return text(shown).includes(number) || text(shown).includes(phoneText(number));
  },
  level: (shown, level) => reported(shown) === level,
  within: ({ text, attachments, suggestedActions, channelData }) =>
    text.length <= 1_600 && gsm7(text) === text && !text.includes('**') && !attachments && !suggestedActions && !channelData,
});
const teams: Door = {
  channelId: 'msteams',
  reaches(shown, { id, label, kind }) {
    const submits = elements(shown).filter(({ type }) => type === 'Action.Submit');
    const pressed = submits.map(({ data }) => pressedOf({ type: 'message', value: data } as Inbound));
    const chosen = elements(shown).some(
      ({ type, choices }) => type === 'Input.ChoiceSet' && inside(choices).some(({ value }) => value === id),
    );
    return chosen || pressed.some((press) => (kind === 'answer' && press?.picked?.options.includes(id)) || press?.text === label);
  },
  usable: (shown, { href }) =>
    elements(shown).some(
      ({ type, url, title }) =>
        type === 'Action.OpenUrl' && url === href && (!href.startsWith('tel:') || String(title).includes(phoneText(href.slice(4)))),
    ),
  level: (shown, level) => {
    const { say } = wording(content, 'en');
    const { say: spanish } = wording(content, 'es');
    return elements(shown).some(({ text }) => text === say(`card.level.${level}`) || text === spanish(`card.level.${level}`));
  },
  within(body) {
    const rows = elements([body]).filter(({ type }) => type === 'ActionSet');
    const complaints = adaptive([body]).flatMap(({ content: card }) => complaintsAbout(card));
    return (
      !body.suggestedActions &&
      complaints.length === 0 &&
      JSON.stringify(body).length < 28_000 &&
      rows.every(({ actions }) => (actions as unknown[]).length <= 6)
    );
  },
};

/** Microsoft's own reader of cards. */
function complaintsAbout(card: AdaptiveCard['content']): string[] {
  const context = new AdaptiveCards.SerializationContext(AdaptiveCards.Versions.v1_5);
  const read = new AdaptiveCards.AdaptiveCard();
  read.parse(card, context);
  const events = Array.from({ length: context.eventCount }, (_, index) => context.getEventAt(index).message);
  return [...events, ...(card.version === '1.5' ? [] : [`version ${card.version}`])];
}

function repliesIn(language: (typeof LANGUAGES)[number]): [name: string, reply: Reply][] {
  const words = wording(content, language);
  const { clinic } = content;
  const facts = { type: 'facts' as const };
  const shortcut = (id: string): ReplyOption => ({ id, label: words.say(`shortcut.${id}`), kind: 'shortcut' });
  const links: ReplyLink[] = [
    { kind: 'call', label: words.say('link.call-on-call'), href: `tel:${clinic.onCallPhone}` },
    { kind: 'call', label: words.say('link.call-clinic'), href: `tel:${clinic.phone}` },
    { kind: 'call', label: words.say('link.call-emergency'), href: `tel:${clinic.emergencyNumber}` },
    { kind: 'book', label: words.say('link.book'), href: clinic.bookingUrl },
    { kind: 'directions', label: words.say('link.directions', { office: 'LA' }), href: clinic.offices[0]!.directions },
  ];
  const questions = protocol.questions.flatMap(({ id, unsure }) =>
    [false, ...(unsure ? [true] : [])].map((coarse): [string, Reply] => [
      `the question ${id}${coarse ? ', coarsely' : ''}`,
      askReply(protocol, newSession(language), { kind: 'question', id, unsure: coarse, misses: 0 }, words),
    ]),
  );
  const confirms = Object.keys(protocol.signs).map((sign): [string, Reply] => [
    `the closed question ${sign}`,
    askReply(protocol, newSession(language), { kind: 'confirm', sign, misses: 0 }, words),
  ]);
  const results = LEVELS.map((level): [string, Reply] => [
    `a result ${level}`,
    {
      text: `**${level}**\n\n1 line\n2 lines`,
      tone: level === 'emergency' ? 'urgent' : 'plain',
      card: level === 'emergency' ? 'emergency' : 'result',
      links,
      options: [shortcut('change'), shortcut('restart')],
      report: { id: 'triage', state: 'done', entities: { facts, outcome: { type: 'outcome', level, rule: 'E01', action: 'book' } } },
    },
  ]);
  return [
    ...questions,
    ...confirms,
    ...results,
    [
      'a greeting',
      { text: words.say('greeting'), tone: 'plain', card: 'greeting', options: ['start', 'call', 'book', 'language'].map(shortcut) },
    ],
    [
      'topics',
      { text: words.say('faq.offer'), tone: 'plain', card: 'answer', options: [{ id: 'x', label: 'A: What is it?', kind: 'shortcut' }] },
    ],
    [
      'a list of answers to change',
      { text: words.say('change.which'), tone: 'plain', options: [{ id: 'location', label: 'Where: Back', kind: 'answer' }] },
    ],
    ...content.faq.entries.map(({ id, languages }): [string, Reply] => [
      `the answer ${id}`,
      { text: [languages[language].first, languages[language].more].filter(Boolean).join('\n\n'), tone: 'plain', card: 'answer', links },
    ]),
  ];
}

/** Everything that a reply can be, through every door. */
for (const door of [web('directline'), web('webchat'), teams, sms('sms'), sms('twilio-sms')]) {
  describe(`a reply through ${door.channelId}`, () => {
    for (const language of LANGUAGES) {
      it(`loses nothing, ${language}`, () => {
        const words = wording(content, language);
        const wrong: string[] = [];
        const check = (name: string, what: string, right: boolean) => {
          if (!right) wrong.push(`${name}: ${what}`);
        };
        const all = repliesIn(language);
        expect(all.length).to.be.greaterThan(100);
        for (const [name, reply] of all) {
          const shown = bodies([reply], door.channelId, words);
          check(name, 'no text', shown.length > 0 && shown.every((body) => body.text.trim() !== ''));
          check(name, 'over a limit', shown.every(door.within));
          const answers = (reply.options ?? []).filter(({ kind }) => kind !== 'shortcut');
          for (const option of reply.options ?? [])
            check(name, `no way to ${option.label}`, door.reaches(shown, option, answers.indexOf(option)));
          for (const link of reply.links ?? []) check(name, `no way to ${link.href}`, door.usable(shown, link));
          const { report } = reply;
          check(name, 'no report', JSON.stringify(shown.at(-1)?.semanticAction) === JSON.stringify(report));
          if (report?.id === 'triage' && report.entities.outcome) check(name, 'no level', door.level(shown, report.entities.outcome.level));
        }
        expect(wrong).to.deep.equal([]);
      });
    }
  });
}
