import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Picked } from './activity.ts';
import { Composer } from './composer.tsx';
import { type Conversation, conversation, type State } from './conversation.ts';
import { Footer } from './footer.tsx';
import { Header } from './header.tsx';
import { type Host, host } from './host.ts';
import { Log } from './log.tsx';
import { Notice } from './notice.tsx';
import { viewOf } from './turns.ts';
import { type Config, sayIn, Words } from './words.ts';

export function App({ config }: { config: Config }) {
  const [state, setState] = useState<State>();
  /** Set by a tap: the focus then belongs to what the bot answers, not to the page's beginning. */
  const [tapped, setTapped] = useState(0);
  const talk = useRef<Conversation>();
  const frame = useRef<Host>();
  const log = useRef<HTMLDivElement>(null);

  useEffect(() => {
    talk.current = conversation(config.language, setState);
    setState(talk.current.state());
    frame.current = host(() => log.current?.focus());
    frame.current.tell('ready');
    const closeOnEscape = (event: KeyboardEvent) => event.key === 'Escape' && frame.current?.tell('close');
    addEventListener('keydown', closeOnEscape);
    return () => removeEventListener('keydown', closeOnEscape);
  }, []);

  const language = state?.language ?? config.language;
  const say = useMemo(() => sayIn(config, language), [language]);
  useEffect(() => retitle(say, language), [language]);
  const heard = state?.activities.length ?? 0;
  useEffect(() => {
    if (heard > 0) frame.current?.tell('unread');
  }, [heard]);
  if (!state) return null;

  const view = viewOf(state);
  const tap = (text: string, picked?: Picked) => {
    log.current?.focus({ preventScroll: true });
    setTapped((count) => count + 1);
    // The bot offers the other language too: the panel then follows at once.
    if (text === say('language.send')) talk.current?.speak(say('language.code'));
    talk.current?.send(text, picked);
  };

  return (
    <Words.Provider value={say}>
      <Header
        clinic={config.clinic}
        close={frame.current?.framed ? () => frame.current?.tell('close') : undefined}
        speak={() => tap(say('language.send'))}
      />
      <Log box={log} state={state} view={view} tapped={tapped} tap={tap} />
      <Notice state={state} />
      <Composer send={(text) => talk.current?.send(text)} />
      <Footer privacyUrl={config.privacyUrl} startOver={() => tap(say('start-over.send'))} />
    </Words.Provider>
  );
}

/** What the server wrote outside the panel's root follows the language too. */
function retitle(say: (key: string) => string, language: string): void {
  document.documentElement.lang = language;
  document.title = say('title');
  const bar = document.getElementById('emergency')!;
  bar.setAttribute('aria-label', say('emergency.label'));
  bar.querySelector('a')!.textContent = say('emergency');
  const banner = document.getElementById('demo-banner');
  if (banner) banner.textContent = say('demo');
}
