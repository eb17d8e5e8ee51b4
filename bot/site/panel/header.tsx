import { Icon } from './icon.tsx';
import { useWords } from './words.ts';

interface Props {
  clinic: string;
  speak(): void;
  /** Absent when the panel is a page of its own. */
  close?: () => void;
}

export function Header({ clinic, speak, close }: Props) {
  const say = useWords();
  return (
    <header class="top">
      <h1>{clinic}</h1>
      <button type="button" class="quiet" lang={say('language.code')} onClick={speak}>
        {say('shortcut.language')}
      </button>
      {close && (
        <button type="button" class="quiet square" aria-label={say('close')} onClick={close}>
          <Icon name="close" />
        </button>
      )}
    </header>
  );
}
