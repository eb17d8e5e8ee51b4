/** The part of a Direct Line activity that the panel shows. */
export interface Activity {
  id: string;
  type: string;
  text?: string;
  locale?: string;
  from?: { id?: string; role?: string };
  channelData?: {
    clientActivityID?: string;
    card?: string;
    tone?: string;
    pick?: 'one' | 'many' | 'scale' | 'date';
    options?: Option[];
    links?: Link[];
    lines?: SummaryLine[];
  };
  semanticAction?: { id: string; entities?: { question?: { id: string }; outcome?: { level: Level; rule: string; action: string } } };
}

export interface Option {
  id: string;
  label: string;
  kind?: 'answer' | 'shortcut';
}

/** An answer of the patient's, with the question that changes it. */
export interface SummaryLine {
  question: string;
  title: string;
  value: string;
}

export interface Link {
  kind: 'call' | 'book' | 'directions' | 'more';
  label: string;
  href: string;
}

export type Level = 'emergency' | 'same-day' | 'book' | 'routine';

export interface Picked {
  question: string;
  options: string[];
}

/** What the patient sent, until the bot's own copy of it comes back. */
export interface Outgoing {
  clientActivityID: string;
  text: string;
  locale: string;
  picked?: Picked;
  state: 'waiting' | 'sent' | 'refused';
}

export function isPatients(activity: Activity): boolean {
  return activity.from?.role === 'user' || activity.channelData?.clientActivityID !== undefined;
}
