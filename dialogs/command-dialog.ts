import { Dialog, type DialogTurnResult } from 'botbuilder-dialogs/lib/dialog.js';
import type { DialogContext } from 'botbuilder-dialogs/lib/dialogContext.js';
import { commands, small } from './commands.ts';
import { turnOf } from './turn-state.ts';

/** What the patient wants done with the conversation itself, and small talk. */
export class CommandDialog extends Dialog {
  static readonly id = 'command';

  constructor() {
    super(CommandDialog.id);
  }

  override async beginDialog(dc: DialogContext): Promise<DialogTurnResult> {
    const turn = turnOf(dc.context);
    const { intent } = turn.understood;
    const run = intent ? commands[intent.kind] : undefined;
    (run ?? small)(turn);
    return dc.endDialog();
  }
}
