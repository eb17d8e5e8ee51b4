import { useState } from 'preact/hooks';
import type { Option } from './activity.ts';
import { useWords } from './words.ts';

const NONE = 'none';

interface Props {
  options: Option[];
  /** The id of the question. */
  name: string;
  send(picked: Option[]): void;
}

/**
 * Several at once; "none of these" excludes the others. The button that sends stands below the last sign, never over the list:
 * no brush of a finger may deny signs that were not on the screen.
 */
export function Many({ options, name, send }: Props) {
  const say = useWords();
  const [picked, setPicked] = useState<readonly string[]>([]);
  const toggle = (id: string) =>
    setPicked((before) => {
      if (before.includes(id)) return before.filter((each) => each !== id);
      return id === NONE ? [NONE] : [...before.filter((each) => each !== NONE), id];
    });
  return (
    <fieldset class="options many" aria-labelledby={name}>
      {options.map(({ id, label: text }) => (
        <label key={id} class="option check" data-option={id}>
          <input type="checkbox" checked={picked.includes(id)} onChange={() => toggle(id)} />
          <span>{text}</span>
        </label>
      ))}
      <button
        type="button"
        class="act send"
        data-send
        aria-disabled={picked.length === 0}
        onClick={() => picked.length > 0 && send(options.filter(({ id }) => picked.includes(id)))}
      >
        {picked.length === 0 ? say('many.empty') : say(picked[0] === NONE ? 'many.send-none' : 'many.send', { count: picked.length })}
      </button>
    </fieldset>
  );
}
