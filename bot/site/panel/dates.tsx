import { useEffect, useRef, useState } from 'preact/hooks';
import { useWords } from './words.ts';

const SHORTCUTS = ['today', 'yesterday', 'two-days'];
const DAY = 86_400_000;
/** Nothing older is of use, and a slip to 1926 is refused. */
const YEARS_BACK = 80;

/** The days that most patients mean, and a calendar for the others. A guess can always be typed. */
export function Dates({ name, tap }: { name: string; tap(text: string): void }) {
  const say = useWords();
  const [picking, setPicking] = useState(false);
  const [day, setDay] = useState('');
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), [picking]);
  const today = new Date();
  const valid = day !== '' && field.current?.validity.valid !== false;
  if (picking) {
    return (
      <form
        class="options"
        onSubmit={(event) => {
          event.preventDefault();
          if (valid) tap(spelled(day, say('locale')));
        }}
      >
        <label>
          <span class="legend">{say('date.label')}</span>
          <input
            ref={field}
            type="date"
            value={day}
            max={iso(today)}
            min={`${today.getFullYear() - YEARS_BACK}-01-01`}
            onInput={(event) => setDay(event.currentTarget.value)}
          />
        </label>
        <button type="submit" class="act send" data-send aria-disabled={!valid}>
          {valid ? say('date.send', { day: spelled(day, say('locale')) }) : say('date.empty')}
        </button>
      </form>
    );
  }
  return (
    <fieldset class="options pair" aria-labelledby={name}>
      {SHORTCUTS.map((day) => (
        <button key={day} type="button" class="option" data-option={day} onClick={() => tap(say(`date.${day}`))}>
          {say(`date.${day}`)}
        </button>
      ))}
      <button type="button" class="option" data-option="pick-a-day" onClick={() => setPicking(true)}>
        {say('date.pick')}
      </button>
    </fieldset>
  );
}

/** The day on the patient's own clock, as a date field writes it. */
function iso(date: Date): string {
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
}

function spelled(day: string, locale: string): string {
  // Noon, so that no time zone moves it to the day before.
  return new Date(Date.parse(day) + DAY / 2).toLocaleDateString(locale, {
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    timeZone: 'UTC',
  });
}
