/** A patient at the bot's door: opens a conversation, writes, and reads the reports of the replies. */
import type { BotConnector } from '../support/connector.ts';

interface Report {
  id: string;
  entities?: {
    question?: { id: string };
    outcome?: { level: string; rule: string; action: string };
    facts?: Record<string, unknown>;
    answer?: { id: string };
    candidates?: { ids: string[] };
  };
}

export interface Heard {
  texts: string[];
  question?: string;
  outcome?: { level: string; rule: string; action: string };
  facts?: Record<string, unknown>;
  answer?: string;
  candidates: string[];
}

/** A patient's way in: opens on the first message, and gives what the bot answered to each. */
export interface Door {
  say(text: string): Promise<Heard>;
}

/** Through `/api/messages`, as a channel of the Bot Framework. */
export async function channelDoor(connector: BotConnector, language: string, index: number, times: number[] = []): Promise<Door> {
  const locale = language === 'es' ? (index % 2 ? 'es-US' : undefined) : 'en-US';
  const conversation = connector.conversation({ locale });
  await conversation.join();
  return {
    async say(text) {
      const turn = await conversation.say(text);
      times.push(turn.ms);
      if (turn.status === 0 || turn.status >= 300) throw new Error(`HTTP ${turn.status} ${turn.error ?? ''}`);
      return heard(turn.messages);
    },
  };
}

interface Said {
  text?: string;
  semanticAction?: unknown;
}

export function heard(messages: readonly Said[]): Heard {
  const reports = messages.map((message) => message.semanticAction as Report | undefined).filter((report) => report !== undefined);
  const last = <Value>(read: (report: Report) => Value | undefined) =>
    reports
      .map(read)
      .filter((value) => value !== undefined)
      .at(-1);
  return {
    texts: messages.map(({ text }) => text ?? ''),
    question: last(({ entities }) => entities?.question?.id),
    outcome: last(({ entities }) => entities?.outcome),
    facts: last(({ entities }) => entities?.facts),
    answer: last(({ id, entities }) => (id === 'faq' ? entities?.answer?.id : undefined)),
    candidates: last(({ id, entities }) => (id === 'faq' ? entities?.candidates?.ids : undefined)) ?? [],
  };
}
