import { useEffect, useState } from 'preact/hooks';
import type { State } from './conversation.ts';
import { useWords } from './words.ts';

const PATIENCE = 6_000;

/** Says that the network is gone, and what happens to what was written. */
export function Notice({ state: { link } }: { state: State }) {
  const say = useWords();
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    setSlow(false);
    const timer = setTimeout(() => setSlow(true), PATIENCE);
    return () => clearTimeout(timer);
  }, [link]);
  const text = link === 'down' ? say('offline') : link === 'starting' && slow ? say('slow') : '';
  return (
    <p class="notice" role="status">
      {text}
    </p>
  );
}
