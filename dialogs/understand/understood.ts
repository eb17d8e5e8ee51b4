import type { Language, Value } from '../../content/schema.ts';

/** What a message may mean. It proposes; the rules decide. */
export interface Understood {
  /** Undefined when the message is too short to tell. */
  language?: Language;
  /** Signs of the protocol that the message speaks of, at most one entry a sign. */
  signs: Heard[];
  /** Facts that the message volunteers (protocol fact names), signs excluded. */
  facts: Record<string, Value>;
  /** How the message answers the open question, if it does. */
  answer?: Answer;
  /** What the patient wants the bot to do. */
  intent?: Intent;
  /** The patient corrects what was said before ("actually", "I meant", "no, it was"). */
  corrects: boolean;
  /** A topic of the FAQ that was chosen by its letter or its name. */
  topic?: string;
  /** The rest of that topic's answer is asked for. */
  more?: boolean;
  /** A tap on buttons that no longer count. */
  stale?: boolean;
  /** The message asks something. */
  asks: boolean;
  /** The message tells something of the patient's own state (symptom, procedure, date, relief, age, pregnancy, medicine). */
  tells: boolean;
}

export interface Heard {
  sign: string;
  /**
   * affirmed: the patient's own (or of the person they write for) and present, or "gone now" within this illness.
   * unclear: may be; leads to one closed question. denied: explicitly not. other: asked about, hypothetical, long past, someone else's story.
   */
  status: 'affirmed' | 'unclear' | 'denied' | 'other';
  /** An unclear hint: worth noting, not worth an interruption. */
  soft?: true;
  /** No rule heard it: the phrase bank's model thinks it likely. */
  guess?: true;
}

export type Answer =
  /** Ids of options of the open question. `complete: false`: only some of a list were spoken of. */
  | { kind: 'options'; ids: string[]; complete: boolean }
  | { kind: 'facts'; facts: Record<string, Value> }
  | { kind: 'yes' }
  | { kind: 'no' }
  /** "I don't know", "not sure", "maybe". */
  | { kind: 'unsure' }
  /** "skip", "pass", "I don't want to say". */
  | { kind: 'refused' };

/** To the offer: yes or no. To the check-in: reached, not reached, or worse than before. */
export type CheckInAnswer = 'yes' | 'no' | 'worse';

export type Intent =
  | {
      kind:
        | 'start'
        | 'restart'
        | 'back'
        | 'summary'
        | 'change'
        | 'person'
        | 'book'
        | 'call'
        | 'hours'
        | 'place'
        | 'who'
        | 'greeting'
        | 'thanks'
        | 'bye'
        | 'happening'
        | 'delete'
        | 'refuse-emergency'
        | 'never-had'
        | 'resume';
    }
  | { kind: 'change-question'; question: string }
  | { kind: 'check-in'; says: CheckInAnswer }
  | { kind: 'language'; language: Language }
  /** The topics of a group; of none: the groups. */
  | { kind: 'topics'; group?: string };
