import { Dialog, type DialogTurnResult } from 'botbuilder-dialogs/lib/dialog.js';
import type { DialogContext } from 'botbuilder-dialogs/lib/dialogContext.js';
import { answerReply, moreReply } from './faq/answer-reply.ts';
import { unansweredOf } from './faq/unanswered.ts';
import { signToConfirm } from './triage/settle.ts';
import { turnOf, wordingOf } from './turn-state.ts';

/** Answers a question, offers topics, or says that there is no answer here and who has one. */
export class FaqDialog extends Dialog {
  static readonly id = 'faq';

  constructor() {
    super(FaqDialog.id);
  }

  override async beginDialog(dc: DialogContext): Promise<DialogTurnResult> {
    const turn = turnOf(dc.context);
    const { content, session, message, asked, understood } = turn;
    // Before a closed question about an emergency only the beginning is told, so that the question stays in sight.
    const brief = signToConfirm(content.protocol, session) !== undefined;
    const answering = { faq: content.faq, wording: wordingOf(turn), at: message.at, idle: session.triage === 'none', brief };
    const entry = asked.band === 'answer' ? content.faq.byId.get(asked.id) : undefined;
    const rest = understood.more && entry?.languages[session.language].more ? entry : undefined;
    turn.replies.push(rest ? moreReply(rest, answering) : answerReply(asked, answering));
    turn.unanswered = unansweredOf(message.text, session.language, asked);
    turn.session = {
      ...session,
      offered: asked.band === 'offer' ? asked.ids : undefined,
      more: !rest && entry?.languages[session.language].more ? entry.id : undefined,
    };
    return dc.endDialog();
  }
}
