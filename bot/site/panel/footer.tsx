import { Icon } from './icon.tsx';
import { useWords } from './words.ts';

/** Who reads this, and the way to everything else. */
export function Footer({ privacyUrl, more }: { privacyUrl: string; more(): void }) {
  const say = useWords();
  return (
    <footer class="foot">
      <span>
        {say('privacy')}{' '}
        <a href={privacyUrl} target="_blank" rel="noopener noreferrer">
          {say('privacy.more')}
        </a>
      </span>
      <button type="button" class="quiet" data-more onClick={more}>
        <Icon name="menu" />
        {say('menu')}
      </button>
    </footer>
  );
}
