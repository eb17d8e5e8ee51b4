import { useEffect, useState } from 'preact/hooks';
import type { State } from './conversation.ts';
import { useWords } from './words.ts';

const PATIENCE = 6_000;

/** Says that the network is gone and what happens to what was written, or that the conversation was deleted. */
export function Notice({ state: { link, erased }, waiting }: { state: State; waiting: boolean }) {
  const say = useWords();
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    setSlow(false);
    const timer = setTimeout(() => setSlow(true), PATIENCE);
    return () => clearTimeout(timer);
  }, [link, waiting]);
  const wait = slow && (waiting || link === 'starting') ? say('slow') : '';
  const text = erased === 'failed' ? say('delete.failed') : link === 'down' ? say('offline') : erased ? say('delete.done') : wait;
  return (
    <p class="notice" role="status">
      {text}
    </p>
  );
}
