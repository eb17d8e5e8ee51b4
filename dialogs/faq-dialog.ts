import { Dialog, type DialogContext, type DialogTurnResult } from 'botbuilder-dialogs';
import { answerReply } from './faq/answer-reply.ts';
import { findAnswer } from './faq/answers.ts';
import { turnOf, wordingOf } from './turn-state.ts';

/** Answers a question, offers topics, or says that there is no answer here and who has one. */
export class FaqDialog extends Dialog {
  static readonly id = 'faq';

  constructor() {
    super(FaqDialog.id);
  }

  override async beginDialog(dc: DialogContext): Promise<DialogTurnResult> {
    const turn = turnOf(dc.context);
    const { content, session, message, understood } = turn;
    const found = understood.topic
      ? ({ band: 'answer', id: understood.topic } as const)
      : findAnswer(content, message.text, session.language);
    const reply = answerReply(content.faq, found, wordingOf(turn), message.at, session.triage === 'none');
    const offered = found.band === 'offer' ? found.ids : undefined;
    turn.session = { ...session, offered };
    turn.replies.push(reply);
    return dc.endDialog();
  }
}
