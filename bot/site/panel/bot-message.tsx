import type { ComponentChildren } from 'preact';
import type { Activity, Level, Link, Option, Picked } from './activity.ts';
import { Dates } from './dates.tsx';
import { Icon } from './icon.tsx';
import { Many } from './many.tsx';
import { paragraphs, RichText, unbroken } from './rich-text.tsx';
import { Scale } from './scale.tsx';
import { Summary } from './summary.tsx';
import { questionOf } from './turns.ts';
import { type Office, useWords } from './words.ts';

/** Of several shortcuts the one that most came for. */
const START = 'start';

interface Props {
  activity: Activity;
  /** Its buttons can still be tapped. */
  live: boolean;
  /** Goes on paper. */
  kept: boolean;
  /** The latest summary: its answers can be changed, whatever was said since. */
  current: boolean;
  offices: Office[];
  tap(text: string, picked?: Picked): void;
  save(): void;
}

export function BotMessage({ activity, live, kept, current, offices, tap, save }: Props) {
  const say = useWords();
  const { card, options = [], links = [], lines = [], pick = 'one' } = activity.channelData ?? {};
  const question = questionOf(activity);
  const outcome = activity.semanticAction?.entities?.outcome;
  const level = levelOf(activity);
  const listed = current && lines.length > 0;
  /** The question's own sentence names the group of its answers. */
  const name = `asks-${activity.id}`;
  const answers = options.filter(({ kind }) => kind !== 'shortcut');
  const answer = (picked: Option[]) =>
    tap(
      picked.map(({ label }) => label).join(', '),
      question === undefined ? undefined : { question, options: picked.map(({ id }) => id) },
    );
  const asked = live && (answers.length > 0 || (question !== undefined && (pick === 'scale' || pick === 'date')));

  return (
    <article
      class={level ? `card ${level}` : card === 'summary' ? 'card summary' : 'bubble'}
      tabIndex={-1}
      data-id={activity.id}
      data-question={question}
      data-level={outcome?.level}
      data-rule={outcome?.rule}
      data-live={live}
      data-kept={kept}
    >
      <span class="unseen">{say('assistant')} </span>
      {level && (
        <h2 class="band">
          <Icon name={level === 'emergency' || level === 'same-day' || level === 'routine' ? level : 'book'} />
          {say(`level.${level}`)}
        </h2>
      )}
      <Body text={listed ? activity.text!.split('\n')[0]! : activity.text!} level={level} name={name}>
        {links.length > 0 && <Links links={links} />}
        {outcome?.action === 'book' && level && <Directions offices={offices} />}
      </Body>
      {listed && <Summary lines={lines} name={name} tap={tap} save={save} />}
      {asked && pick === 'many' && <Many options={answers} name={name} send={answer} />}
      {asked && pick === 'scale' && <Scale name={name} tap={tap} />}
      {asked && pick === 'date' && <Dates name={name} tap={tap} />}
      {asked && pick !== 'many' && <Buttons options={answers} name={name} tap={(option) => answer([option])} />}
      {live && <Buttons options={options.filter(({ kind }) => kind === 'shortcut')} tap={({ label }) => tap(label)} />}
    </article>
  );
}

/** An emergency is dressed as one even if it came without its report. */
function levelOf({ channelData, semanticAction }: Activity): Level | undefined {
  const level = semanticAction?.entities?.outcome?.level;
  if (channelData?.card === 'emergency' || channelData?.tone === 'urgent') return level ?? 'emergency';
  return channelData?.card === 'result' ? level : undefined;
}

interface BodyProps {
  text: string;
  level?: Level;
  name: string;
  children: ComponentChildren;
}

/** In a result the first bold sentence is what to do: it stands large, and the buttons right under it. The reasons can wait. */
function Body({ text, level, name, children }: BodyProps) {
  const all = paragraphs(text);
  const at = level ? all.findIndex((paragraph) => paragraph.includes('**')) : -1;
  const [line, ...lines] = all[at]?.split('\n') ?? [];
  const [action, later] = line === undefined ? [] : actionOf(line, level === 'same-day');
  const before = action ? all.slice(0, at) : all;
  const after = action ? [later, lines.join('\n'), ...all.slice(at + 1)].filter((each) => each !== undefined && each !== '') : [];
  return (
    <div class="body">
      {before.map((paragraph, index) => (
        <RichText key={paragraph} text={paragraph} id={index === before.length - 1 ? name : undefined} />
      ))}
      {action && <RichText text={action} large />}
      {children}
      {after.map((paragraph) => (
        <RichText key={paragraph} text={paragraph!} />
      ))}
    </div>
  );
}

/** The first bold sentence apart from the others, and what can be read after the call where the line is long. */
function actionOf(line: string, short: boolean): [action: string, later?: string] {
  const [, first, second, rest] = /^\*\*([^*]+?\.)(?: ([^*]+))?\*\* ?(.*)$/.exec(line) ?? [];
  if (first === undefined) return [line];
  const action = second ? `**${first}** **${second}**` : `**${first}**`;
  return short ? [action, rest] : [`${action} ${rest}`.trimEnd()];
}

function Links({ links }: { links: Link[] }) {
  return (
    <p class="links">
      {links.map(({ kind, label, href }) => (
        <a key={href} class={`act ${kind}`} href={href} {...(/^https?:/.test(href) && { target: '_blank', rel: 'noopener noreferrer' })}>
          <Icon name={kind} />
          <span>{unbroken(label)}</span>
        </a>
      ))}
    </p>
  );
}

function Directions({ offices }: { offices: Office[] }) {
  const say = useWords();
  return (
    <p class="places">
      {offices.map(({ name, directions }) => (
        <a key={name} href={directions} target="_blank" rel="noopener noreferrer">
          {say('directions', { office: name })}
        </a>
      ))}
    </p>
  );
}

interface ButtonsProps {
  options: Option[];
  /** The id of the question; shortcuts answer none. */
  name?: string;
  tap(option: Option): void;
}

function Buttons({ options, name, tap }: ButtonsProps) {
  const say = useWords();
  if (options.length === 0) return null;
  const label = name ? { 'aria-labelledby': name } : { 'aria-label': say('shortcuts') };
  return (
    <fieldset class={name ? 'options' : 'options row'} {...label}>
      {options.map((option) => (
        <button
          key={option.id}
          type="button"
          class={name ? 'option' : option.id === START ? 'chip first' : 'chip'}
          data-option={option.id}
          onClick={() => tap(option)}
        >
          {option.label}
        </button>
      ))}
    </fieldset>
  );
}
