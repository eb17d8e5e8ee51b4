/** What the conversation says, before a channel gives it its form. */
import type { Action, Level, Value } from '../content/schema.ts';

export interface Reply {
  /** Plain text; `**bold**` marks the action; a blank line parts paragraphs. Never empty. */
  text: string;
  /** What a channel sends instead that pays by the letter: whole sentences of the text. */
  short?: string;
  tone: 'plain' | 'urgent';
  /** The buttons under this reply. `pick: many` takes several at once. */
  options?: ReplyOption[];
  pick?: 'one' | 'many' | 'scale' | 'date';
  links?: ReplyLink[];
  /** Machine-readable report of the turn: the Activity schema's semanticAction. */
  report?: Report;
  /** A summary line by line, each with the question that changes it: the page puts a button beside each. The text says the same. */
  lines?: SummaryLine[];
  /** How the web page lays it out; other channels ignore it. */
  card?: 'greeting' | 'question' | 'summary' | 'result' | 'emergency' | 'answer';
}

export interface SummaryLine {
  question: string;
  title: string;
  value: string;
}

export interface ReplyOption {
  id: string;
  label: string;
  /** Owned by the open question: these have the numbers. Others are shortcuts under the reply and have none. */
  kind?: 'answer' | 'shortcut';
}

export interface ReplyLink {
  kind: 'call' | 'book' | 'directions' | 'more';
  label: string;
  /** `tel:…` or `https://…` */
  href: string;
}

export interface Outcome {
  level: Level;
  rule: string;
  action: Action;
}

export type Report =
  | {
      id: 'triage';
      state: 'start' | 'continue' | 'done';
      entities: {
        question?: { type: 'question'; id: string };
        facts: { type: 'facts' } & Record<string, Value | string[]>;
        outcome?: { type: 'outcome' } & Outcome;
      };
    }
  | {
      id: 'faq';
      state: 'done';
      entities: { answer?: { type: 'answer'; id: string }; candidates?: { type: 'candidates'; ids: string[] } };
    };
