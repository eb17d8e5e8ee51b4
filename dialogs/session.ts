import type { Action, Language, Level, Value } from '../content/schema.ts';
import type { Facts } from './triage/facts.ts';
import type { Medium } from './wording.ts';

/** Everything that is remembered of a conversation: plain JSON, stored whole after each turn. */
export interface Session {
  version: 1;
  language: Language;
  /** The patient wrote in this language, or chose it; a channel's locale is only a guess. */
  languageSure: boolean;
  greeted: boolean;
  facts: Record<string, Told>;
  triage: 'none' | 'open' | 'done';
  /** The question that waits for an answer, and how it was put. */
  open?: Open;
  /** Ids of the questions that were answered, oldest first. */
  answered: string[];
  /** Signs that a message may have meant, not settled yet; and those that the patient then denied. */
  unclear: string[];
  /** Signs that a message hinted at: worth remembering, not worth a question of their own. */
  hints: string[];
  cleared: string[];
  outcome?: { level: Level; rule: string; action: Action };
  /** Topics that were offered under letters in the last reply. */
  offered?: string[];
  /** The topic that was answered last, if there is more to say of it. */
  more?: string;
  /** The patient was asked which answer to change. */
  choosing?: boolean;
  turns: number;
  medium?: Medium;
  /** When the patient last wrote, in ms; kept where a conversation has no end. */
  at?: number;
  checkIn?: CheckIn;
  /** An earlier conversation that the patient may go on with. */
  earlier?: Session;
}

export interface Told {
  value: Value;
  /** Answered: to its question. Said: volunteered. Inferred: follows from something else that was said. */
  from: 'answered' | 'said' | 'inferred';
  turn: number;
}

export type Open =
  | { kind: 'question'; id: string; unsure?: boolean; misses: number; corrects?: boolean }
  /** A closed question about a sign that a message may have meant. */
  | { kind: 'confirm'; sign: string; misses: number };

/** One message later that asks whether the clinic was reached. `turn`: of what it was said in, as long as plain words may answer it. */
export type CheckIn = { state: 'offered' | 'asked'; turn: number } | { state: 'agreed'; due: number } | { state: 'over' };

export function newSession(language: Language): Session {
  return {
    version: 1,
    language,
    languageSure: false,
    greeted: false,
    facts: {},
    triage: 'none',
    answered: [],
    unclear: [],
    hints: [],
    cleared: [],
    turns: 0,
  };
}

const known = new WeakMap<Session['facts'], Facts>();

/** The same facts for the same session: what follows from them is worked out once. */
export function factsOf({ facts }: Session): Facts {
  let values = known.get(facts);
  if (!values) {
    values = Object.fromEntries(Object.entries(facts).map(([name, { value }]) => [name, value]));
    known.set(facts, values);
  }
  return values;
}
