import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Activity, Picked } from './activity.ts';
import { Composer } from './composer.tsx';
import type { Conversation, State } from './conversation.ts';
import { Footer } from './footer.tsx';
import { Header } from './header.tsx';
import { type Host, host } from './host.ts';
import { download, keepsakeText } from './keepsake.ts';
import { GREETING, Log } from './log.tsx';
import { Menu } from './menu.tsx';
import { Notice } from './notice.tsx';
import { applyTextSize, textSize } from './text-size.ts';
import { viewOf } from './turns.ts';
import { type Config, type Say, sayIn, Words } from './words.ts';

interface Props {
  config: Config;
  talk: Conversation;
}

export function App({ config, talk }: Props) {
  const [state, setState] = useState<State>(talk.state);
  /** Set by a tap: the focus then belongs to what the bot answers, not to the page's beginning. */
  const [tapped, setTapped] = useState(0);
  const [menu, setMenu] = useState(false);
  const [size, setSize] = useState(textSize);
  const log = useRef<HTMLDivElement>(null);
  const [frame] = useState<Host>(() => host(() => log.current?.focus()));

  useLayoutEffect(() => {
    talk.follow(setState);
    frame.tell('ready');
  }, []);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      if (menu) leave();
      else frame.tell('close');
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [menu]);
  useLayoutEffect(() => applyTextSize(size), [size]);

  const { language } = state;
  const say = useMemo(() => sayIn(config, language), [language]);
  const greeting = useMemo(() => greetingOf(config, language), [language]);
  useLayoutEffect(() => retitle(say, language), [language]);
  const heard = state.activities.length;
  useEffect(() => {
    if (heard > 0) frame.tell('unread');
  }, [heard]);
  const view = viewOf(state, greeting);
  const leave = () => {
    setMenu(false);
    requestAnimationFrame(() => document.querySelector<HTMLElement>('[data-more]')?.focus());
  };
  const tap = (text: string, picked?: Picked) => {
    setMenu(false);
    log.current?.focus({ preventScroll: true });
    setTapped((count) => count + 1);
    // The bot offers the other language too: the panel then follows at once.
    if (text === say('shortcut.language')) talk.speak(say('language.code'));
    talk.send(text, picked);
  };
  const erase = async () => {
    await talk.erase();
    setTapped((count) => count + 1);
    setMenu(false);
  };
  const save = () => download(keepsakeText(view.messages, headed(config, say)), say('summary.file'));

  return (
    <Words.Provider value={say}>
      <Header
        clinic={config.clinic}
        close={frame.framed ? () => frame.tell('close') : undefined}
        speak={() => tap(say('shortcut.language'))}
      />
      {menu && <Menu config={config} size={size} resize={setSize} ask={tap} erase={erase} close={leave} />}
      <div class="talk" hidden={menu}>
        {view.ended && <p class="on-paper">{headed(config, say)}</p>}
        <Log box={log} state={state} view={view} tapped={tapped} offices={config.offices} tap={tap} save={save} />
        <Notice state={state} waiting={view.waiting} />
        <Composer send={(text) => talk.send(text)} />
        <Footer privacyUrl={config.privacyUrl} more={() => setMenu(true)} />
      </div>
    </Words.Provider>
  );
}

function greetingOf({ greetings }: Config, language: string): Activity {
  const { text, options } = greetings[language] ?? Object.values(greetings)[0]!;
  return { id: GREETING, type: 'message', text, from: { role: 'bot' }, channelData: { card: GREETING, options } };
}

/** What a printed or saved summary begins with. */
function headed({ clinic }: Config, say: Say): string {
  const now = new Date().toLocaleString(say('locale'), { dateStyle: 'long', timeStyle: 'short' });
  return say('summary.heading', { clinic, now });
}

/** What the server wrote outside the panel's root follows the language too. */
function retitle(say: Say, language: string): void {
  if (document.documentElement.lang === language) return;
  document.documentElement.lang = language;
  document.title = say('title');
  const bar = document.getElementById('emergency')!;
  bar.setAttribute('aria-label', say('emergency.label'));
  bar.querySelector('a')!.textContent = say('emergency');
  const banner = document.getElementById('demo-banner');
  if (banner) banner.textContent = say('demo');
}
