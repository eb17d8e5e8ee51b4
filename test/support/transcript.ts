import type { Content } from '../../content/load.ts';
import { converse } from '../../dialogs/converse.ts';
import type { Reply } from '../../dialogs/reply.ts';
import type { Session } from '../../dialogs/session.ts';

/** A Sunday evening in Los Angeles. */
const AT = new Date('2026-11-22T19:40:00-08:00');

/** A conversation as Markdown: what the patient writes, and what the bot answers with its buttons. */
export async function transcript(content: Content, said: readonly string[]): Promise<string> {
  let session: Session | undefined;
  const lines: string[] = [];
  for (const text of said) {
    const turn = await converse(content, session, { kind: 'message', message: { text, locale: 'en-US', at: AT } });
    session = turn.session;
    lines.push(`> **Patient:** ${text}`, ...turn.replies.map(botLine));
  }
  return lines.join('\n>\n');
}

function botLine({ text, options, links }: Reply): string {
  const buttons = [...(links ?? []), ...(options ?? [])].map(({ label }) => `[${label}]`).join(' ');
  const paragraphs = [text, buttons].filter(Boolean).join('\n\n').split(/\n+/);
  return `> **Bot:** ${paragraphs.join('<br>')}`;
}
