import type { Reply, ReplyLink, ReplyOption } from '../../dialogs/reply.ts';
import type { Body, Button, HeroCard } from '../activity.ts';

/** Answers to the open question before shortcuts; both in the order in which they were given. */
export function answersFirst(options: readonly ReplyOption[] = []): ReplyOption[] {
  return [...options.filter(isAnswer), ...options.filter((option) => !isAnswer(option))];
}

export function isAnswer({ kind }: ReplyOption): boolean {
  return kind !== 'shortcut';
}

export function optionButton({ label }: ReplyOption): Button {
  return { type: 'imBack', title: label, value: label };
}

export function linkButton({ label, href }: ReplyLink): Button {
  return { type: 'openUrl', title: label, value: href };
}

export function heroCard(buttons: Button[]): HeroCard {
  return { contentType: 'application/vnd.microsoft.card.hero', content: { buttons } };
}

/** What every channel's message has in common. */
export function baseBody(reply: Reply): Pick<Body, 'inputHint' | 'semanticAction'> {
  const asks = reply.options?.some(isAnswer) || (reply.report?.id === 'triage' && reply.report.entities.question !== undefined);
  return { inputHint: asks ? 'expectingInput' : 'acceptingInput', ...(reply.report && { semanticAction: reply.report }) };
}
