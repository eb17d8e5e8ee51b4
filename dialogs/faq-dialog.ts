import { Dialog, type DialogContext, type DialogTurnResult } from 'botbuilder-dialogs';
import { clinicLinks } from './triage/result.ts';
import { turnOf, wordingOf } from './turn-state.ts';

/** Answers a question, or says that there is no answer here and who has one. */
export class FaqDialog extends Dialog {
  static readonly id = 'faq';

  constructor() {
    super(FaqDialog.id);
  }

  override async beginDialog(dc: DialogContext): Promise<DialogTurnResult> {
    const turn = turnOf(dc.context);
    const wording = wordingOf(turn);
    const idle = turn.session.triage === 'none';
    turn.replies.push({
      text: wording.say('faq.none'),
      tone: 'plain',
      card: 'answer',
      links: clinicLinks(wording),
      options: idle ? [{ id: 'start', label: wording.say('shortcut.start'), kind: 'shortcut' }] : undefined,
      report: { id: 'faq', state: 'done', entities: {} },
    });
    return dc.endDialog();
  }
}
