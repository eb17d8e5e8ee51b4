import { useWords } from './words.ts';

const NUMBERS = Array.from({ length: 11 }, (_, number) => String(number));

/** How bad, 0 to 10; the ends are named. */
export function Scale({ name, tap }: { name: string; tap(text: string): void }) {
  const say = useWords();
  return (
    <fieldset class="scale" aria-labelledby={name}>
      {NUMBERS.map((number) => (
        <button key={number} type="button" class="option" data-option={number} onClick={() => tap(number)}>
          {number}
        </button>
      ))}
      <p>
        <span>0 = {say('scale.least')}</span>
        <span>10 = {say('scale.most')}</span>
      </p>
    </fieldset>
  );
}
