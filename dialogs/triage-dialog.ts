import { Dialog, type DialogTurnResult } from 'botbuilder-dialogs/lib/dialog.js';
import type { DialogContext } from 'botbuilder-dialogs/lib/dialogContext.js';
import { speak } from './triage/speak.ts';
import { turnOf, wordingOf } from './turn-state.ts';

/** Says what the triage has to say in this turn: an emergency, the next question, or the result. */
export class TriageDialog extends Dialog {
  static readonly id = 'triage';

  constructor() {
    super(TriageDialog.id);
  }

  override async beginDialog(dc: DialogContext): Promise<DialogTurnResult> {
    const turn = turnOf(dc.context);
    const { protocol, session, settled, message, understood } = turn;
    const interrupted = turn.replies.some(({ card }) => card !== 'greeting');
    const refuses = understood.intent?.kind === 'refuse-emergency';
    const spoken = speak({ protocol, session, settled, wording: wordingOf(turn), at: message.at, interrupted, refuses });
    turn.session = spoken.session;
    turn.replies.push(...spoken.replies);
    return dc.endDialog();
  }
}
