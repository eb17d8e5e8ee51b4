import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { isPatients, type Outgoing, type Picked } from './activity.ts';
import { BotMessage } from './bot-message.tsx';
import type { State } from './conversation.ts';
import { keepsake } from './keepsake.ts';
import { focusOf, type View } from './turns.ts';
import { type Office, useWords } from './words.ts';

interface Props {
  /** The scrolling box; it takes the focus while an answer is awaited. */
  box: RefObject<HTMLDivElement>;
  state: State;
  view: View;
  /** Counts taps: after each, the focus goes to what the bot answers. */
  tapped: number;
  offices: Office[];
  tap(text: string, picked?: Picked): void;
  /** Saves the result and the summary as a file. */
  save(): void;
}

/** Said once, and shown before it is: the same element stays on the screen. */
export const GREETING = 'greeting';

/** What scrolls must be reachable by keyboard, also where nothing in it can be focused. */
const SCROLLS = { tabIndex: 0 };

export function Log({ box, state, view, tapped, offices, tap, save }: Props) {
  const say = useWords();
  const followed = useRef(0);
  const { messages, turn, waiting, live } = view;
  const kept = keepsake(messages);
  const summary = messages.findLast(({ channelData }) => channelData?.card === 'summary');

  // Before the screen is painted: nobody sees the old place, and no key finds it.
  useLayoutEffect(() => {
    const list = box.current!;
    const first = messages[turn];
    // What stands alone is at the top by itself; to measure it would lay the page out twice before it is first seen.
    if (messages.length === 1 && first && tapped === followed.current) return;
    if (!first || waiting) {
      list.scrollTop = list.scrollHeight;
      return;
    }
    const aim = focusOf(messages.slice(turn))!;
    const top = element(list, aim.id);
    // A long turn is read from its beginning, or from its result; a short one is seen whole.
    const start = (element(list, first.id)?.offsetTop ?? 0) - 12;
    list.scrollTop = aim.semanticAction?.entities?.outcome ? (top?.offsetTop ?? 0) - 12 : start;
    if (tapped === followed.current) return;
    followed.current = tapped;
    top?.focus({ preventScroll: true });
  }, [messages.length, state.outbox.length, waiting, tapped]);

  return (
    <div ref={box} class="log" role="log" aria-live="polite" aria-label={say('log')} data-waiting={waiting} {...SCROLLS}>
      {messages.map((activity, index) =>
        isPatients(activity) ? (
          <PatientMessage key={activity.id} text={activity.text!} />
        ) : (
          <BotMessage
            key={activity.channelData?.card === GREETING ? GREETING : activity.id}
            activity={activity}
            live={live && index >= turn}
            kept={kept.includes(activity)}
            current={activity === summary}
            offices={offices}
            tap={tap}
            save={save}
          />
        ),
      )}
      {state.outbox.map((message) => (
        <PatientMessage key={message.clientActivityID} text={message.text} state={message.state} down={state.link === 'down'} />
      ))}
      {waiting && state.link !== 'down' && (
        <p class="typing">
          <span class="unseen">{say('typing')}</span>
          <i />
          <i />
          <i />
        </p>
      )}
    </div>
  );
}

function PatientMessage({ text, state, down }: { text: string; state?: Outgoing['state']; down?: boolean }) {
  const say = useWords();
  return (
    <div class={`said ${state ?? ''}`} data-from="patient">
      <p>
        <span class="unseen">{say('you')} </span>
        {text}
      </p>
      {state === 'refused' && <p class="fate">{say('refused')}</p>}
      {state === 'waiting' && down && <p class="fate">{say('unsent')}</p>}
    </div>
  );
}

function element(list: HTMLElement, id: string): HTMLElement | null {
  return list.querySelector<HTMLElement>(`[data-id="${CSS.escape(id)}"]`);
}
