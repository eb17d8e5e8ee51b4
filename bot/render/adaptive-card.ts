import type { Reply, ReplyLink, ReplyOption } from '../../dialogs/reply.ts';
import { phoneText, type Wording } from '../../dialogs/wording.ts';
import type { AdaptiveCard } from '../activity.ts';
import { isAnswer } from './buttons.ts';

type Element = Record<string, unknown>;

const VERSION = '1.5';
/** Teams shows no more buttons than this in one row, and drops the others without a word. */
const MOST_BUTTONS = 6;
const STYLE = { emergency: 'attention', 'same-day': 'warning', book: 'accent', routine: 'good' } as const;
const SCALE = Array.from({ length: 11 }, (_, value) => String(value));

/** Buttons, lists and links of a reply as a card; nothing when it has none. What they send is read by `pressedOf`. */
export function adaptiveCard(reply: Reply, wording: Wording): AdaptiveCard | undefined {
  const shortcuts = (reply.options ?? []).filter((option) => !isAnswer(option));
  const body = [
    ...level(reply, wording),
    ...answers(reply, wording),
    ...rows((reply.links ?? []).map(linkAction)),
    ...rows(shortcuts.map(({ label }) => submit(label, { say: label }))),
  ];
  if (body.length === 0) return undefined;
  const $schema = 'http://adaptivecards.io/schemas/adaptive-card.json';
  const content = { $schema, type: 'AdaptiveCard' as const, version: VERSION, fallbackText: reply.text, body };
  return { contentType: 'application/vnd.microsoft.card.adaptive', content };
}

function level({ report }: Reply, { say }: Wording): Element[] {
  const outcome = report?.id === 'triage' ? report.entities.outcome : undefined;
  if (!outcome) return [];
  const text = { type: 'TextBlock', text: say(`card.level.${outcome.level}`), weight: 'Bolder', size: 'Medium', wrap: true };
  return [{ type: 'Container', style: STYLE[outcome.level], bleed: true, items: [text] }];
}

/** The question goes along, so that a press on the card of an earlier one answers nothing. */
function answers({ options = [], pick, report, text }: Reply, { say }: Wording): Element[] {
  const question = report?.id === 'triage' ? report.entities.question?.id : undefined;
  if (question === undefined) return rows(options.filter(isAnswer).map(({ label }) => submit(label, { say: label })));
  const list = options.filter(isAnswer);
  const send = rows([{ type: 'Action.Submit', title: say('card.send'), data: { picked: { question } } }]);
  if (pick === 'scale') return [choices('scale', say('card.pick'), SCALE.map(scaleChoice(say)), { style: 'compact' }), ...send];
  if (pick === 'many') return [choices('options', lastLine(text), list.map(choice), { isMultiSelect: true }), ...send];
  if (list.length > MOST_BUTTONS) return [choices('options', lastLine(text), list.map(choice)), ...send];
  const buttons = rows(list.map(({ id, label }) => submit(label, { picked: { question, options: [id] } })));
  if (pick !== 'date') return buttons;
  return [{ type: 'Input.Date', id: 'day', label: say('card.day'), isRequired: true, errorMessage: say('card.day') }, ...send, ...buttons];
}

function choices(id: string, label: string, list: Element[], more: Element = {}): Element {
  return {
    type: 'Input.ChoiceSet',
    id,
    label,
    style: 'expanded',
    wrap: true,
    isRequired: true,
    errorMessage: label,
    choices: list,
    ...more,
  };
}

function choice({ id, label }: ReplyOption): Element {
  return { title: label, value: id };
}

function scaleChoice(say: Wording['say']) {
  const ends: Record<string, string> = { '0': say('card.scale.least'), '10': say('card.scale.most') };
  return (value: string): Element => ({ title: ends[value] ?? value, value });
}

/** A plain submit: Teams' own `messageBack` would show the press as words, but other clients of its cards drop it without a word. */
function submit(label: string, data: Element): Element {
  return { type: 'Action.Submit', title: label, associatedInputs: 'none', data };
}

function linkAction({ kind, label, href }: ReplyLink): Element {
  const number = phoneText(href.replace(/^tel:/, ''));
  const title = kind === 'call' && !label.includes(number) ? `${label}: ${number}` : label;
  return { type: 'Action.OpenUrl', title, url: href };
}

function rows(actions: Element[]): Element[] {
  if (actions.length === 0) return [];
  return [{ type: 'ActionSet', actions: actions.slice(0, MOST_BUTTONS) }, ...rows(actions.slice(MOST_BUTTONS))];
}

/** The question itself, without what was said before it. */
function lastLine(text: string): string {
  return text.split('\n').at(-1) ?? text;
}
