import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Icon } from './icon.tsx';
import { canRemember } from './memory.ts';
import { unbroken } from './rich-text.tsx';
import { SIZES } from './text-size.ts';
import { type Config, useWords } from './words.ts';

interface Props {
  config: Config;
  size: number;
  resize(size: number): void;
  /** Sends a request to the bot, in the words of its own buttons. */
  ask(text: string): void;
  /** Resolves to whether it worked. */
  erase(): Promise<void>;
  close(): void;
}

type Sure = 'restart' | 'delete';

/** Everything that is seldom needed, in the place of the conversation; what cannot be undone is asked twice. */
export function Menu({ config, size, resize, ask, erase, close }: Props) {
  const say = useWords();
  const [sure, setSure] = useState<Sure>();
  const heading = useRef<HTMLHeadingElement>(null);
  const question = useRef<HTMLParagraphElement>(null);
  useLayoutEffect(() => heading.current?.focus(), []);
  useLayoutEffect(() => question.current?.focus(), [sure]);
  const confirmed = () => (sure === 'delete' ? void erase() : ask(say('shortcut.restart')));

  return (
    <section class="menu" aria-labelledby="menu">
      <button type="button" class="quiet back" onClick={close}>
        <Icon name="back" />
        {say('menu.back')}
      </button>
      <h2 id="menu" ref={heading} tabIndex={-1}>
        {say('menu')}
      </h2>
      <div class="options">
        {(['summary', 'change'] as const).map((id) => (
          <button key={id} type="button" class="option" data-menu={id} onClick={() => ask(say(`shortcut.${id}`))}>
            {say(`shortcut.${id}`)}
          </button>
        ))}
        <a class="option" href={`tel:${config.phone}`}>
          {unbroken(say('menu.call'))}
        </a>
      </div>
      <fieldset class="options sizes">
        <legend>{say('size')}</legend>
        {SIZES.map((each) => (
          <label key={each} class="option check">
            <input type="radio" name="size" checked={each === size} onChange={() => resize(each)} />
            <span>{say(`size.${each}`)}</span>
          </label>
        ))}
      </fieldset>
      {sure ? (
        <div class="options sure">
          <p ref={question} tabIndex={-1}>
            {say(`${sure}.sure`)}
          </p>
          <button type="button" class="act" data-menu="sure" onClick={confirmed}>
            {say(`${sure}.yes`)}
          </button>
          <button type="button" class="option" onClick={() => setSure(undefined)}>
            {say('menu.no')}
          </button>
        </div>
      ) : (
        <div class="options">
          {(['restart', 'delete'] as const).map((id) => (
            <button key={id} type="button" class="option" data-menu={id} onClick={() => setSure(id)}>
              {say(id)}
            </button>
          ))}
        </div>
      )}
      <div class="about">
        <h3>{say('privacy.title')}</h3>
        <p>{say('privacy.text')}</p>
        {!canRemember() && <p>{say('privacy.unkept')}</p>}
        <p>
          <a href={config.privacyUrl} target="_blank" rel="noopener noreferrer">
            {say('privacy.notice')}
          </a>
        </p>
      </div>
    </section>
  );
}
