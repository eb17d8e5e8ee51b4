import type { Picked, SummaryLine } from './activity.ts';
import { Icon } from './icon.tsx';
import { useWords } from './words.ts';

/** What this sends as the question of a tap: the bot puts the question of that line anew. */
const CHANGE = 'change';

interface Props {
  lines: SummaryLine[];
  /** The heading's id. */
  name: string;
  tap(text: string, picked: Picked): void;
  save(): void;
}

/** What the patient told, line by line; each answer can be changed, and the whole taken along. */
export function Summary({ lines, name, tap, save }: Props) {
  const say = useWords();
  return (
    <>
      <dl class="lines" aria-labelledby={name}>
        {lines.map(({ question, title, value }) => (
          <div key={title}>
            <dt>{title}</dt>
            <dd>
              <span>{value}</span>
              <button
                type="button"
                class="quiet"
                data-change={question}
                aria-label={say('summary.change', { title })}
                onClick={() => tap(say('summary.change', { title }), { question: CHANGE, options: [question] })}
              >
                {say('summary.change.short')}
              </button>
            </dd>
          </div>
        ))}
      </dl>
      <div class="options take">
        <button type="button" class="act" onClick={() => print()}>
          <Icon name="print" />
          {say('summary.print')}
        </button>
        <button type="button" class="act" onClick={save}>
          <Icon name="save" />
          {say('summary.save')}
        </button>
      </div>
    </>
  );
}
