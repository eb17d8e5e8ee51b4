import { useRef, useState } from 'preact/hooks';
import { Icon } from './icon.tsx';
import { useWords } from './words.ts';

const LONGEST = 10_000;

/** Typing is always possible, whatever is asked. */
export function Composer({ send }: { send(text: string): void }) {
  const say = useWords();
  const [text, setText] = useState('');
  const field = useRef<HTMLTextAreaElement>(null);
  const submit = () => {
    if (text.trim() === '') return;
    send(text.trim());
    setText('');
    field.current?.focus();
  };
  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <label class="unseen" for="write">
        {say('write')}
      </label>
      <textarea
        id="write"
        ref={field}
        rows={1}
        maxLength={LONGEST}
        placeholder={say('write')}
        autocomplete="off"
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
          event.preventDefault();
          submit();
        }}
      />
      <button type="submit" class="act square" aria-label={say('send')}>
        <Icon name="send" />
      </button>
    </form>
  );
}
