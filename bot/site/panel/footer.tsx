import { useState } from 'preact/hooks';
import { useWords } from './words.ts';

/** Who reads this, and a way to begin again that no stray tap sets off. */
export function Footer({ privacyUrl, startOver }: { privacyUrl: string; startOver(): void }) {
  const say = useWords();
  const [sure, setSure] = useState(false);
  return (
    <footer class="foot">
      {sure ? (
        <>
          <span>{say('start-over.sure')}</span>
          <button
            type="button"
            class="quiet"
            onClick={() => {
              setSure(false);
              startOver();
            }}
          >
            {say('start-over.yes')}
          </button>
          <button type="button" class="quiet" onClick={() => setSure(false)}>
            {say('start-over.no')}
          </button>
        </>
      ) : (
        <>
          <span>
            {say('privacy')}{' '}
            <a href={privacyUrl} target="_blank" rel="noopener noreferrer">
              {say('privacy.more')}
            </a>
          </span>
          <button type="button" class="quiet" onClick={() => setSure(true)}>
            {say('start-over')}
          </button>
        </>
      )}
    </footer>
  );
}
