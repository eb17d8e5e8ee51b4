import { ComponentDialog } from 'botbuilder-dialogs/lib/componentDialog.js';
import type { DialogTurnResult } from 'botbuilder-dialogs/lib/dialog.js';
import type { DialogContext } from 'botbuilder-dialogs/lib/dialogContext.js';
import { CommandDialog } from './command-dialog.ts';
import { ContactDialog, isContact } from './contact-dialog.ts';
import { FaqDialog } from './faq-dialog.ts';
import { factsOf } from './session.ts';
import { assess } from './triage/assess.ts';
import { signToConfirm } from './triage/settle.ts';
import { TriageDialog } from './triage-dialog.ts';
import { type TurnState, turnOf } from './turn-state.ts';
import type { Understood } from './understand/understood.ts';

/**
 * Who answers this message. Emergencies first, in every state; then what the patient asks for; then the open question again.
 * Every dialog ends in its turn: nothing stays on the stack, so a deploy can never strand a conversation.
 */
export class RootDialog extends ComponentDialog {
  static readonly id = 'root';

  constructor() {
    super(RootDialog.id);
    for (const dialog of [new TriageDialog(), new FaqDialog(), new ContactDialog(), new CommandDialog()]) this.addDialog(dialog);
  }

  protected override async onBeginDialog(dc: DialogContext): Promise<DialogTurnResult> {
    for (const id of route(turnOf(dc.context))) await dc.beginDialog(id);
    return dc.endDialog();
  }
}

/** The dialogs that answer, in order. */
export function route(turn: TurnState): string[] {
  const { protocol, session, understood, settled, asked } = turn;
  const { intent } = understood;
  const command = intent !== undefined && !isContact(intent);
  const emergency = assess(protocol, factsOf(session)).decided?.level === 'emergency';
  const standing = session.outcome?.level === 'emergency';
  if (emergency && !(standing && (command || session.choosing))) return [TriageDialog.id];
  const doubtful = session.open?.kind === 'confirm' ? undefined : signToConfirm(protocol, session);
  // What is in doubt is asked about as well, but does not take the answer away from who asked; nor does a mere guess from who told.
  const answerable = asked.band === 'answer' && (understood.asks || isGuess(understood, doubtful));
  if (doubtful) return answerable ? [FaqDialog.id, TriageDialog.id] : [TriageDialog.id];
  // The list to choose from owns the numbers until something is chosen.
  if (intent?.kind === 'change') return [CommandDialog.id];
  if (session.choosing && !intent) return [CommandDialog.id, TriageDialog.id];
  if (intent) return [command ? CommandDialog.id : ContactDialog.id, TriageDialog.id];
  const told = settled.said.length + settled.answered.length + settled.corrected.length > 0;
  // Who answers and asks at once is answered too, where there is an answer.
  if (asked.band === 'answer' || (understood.asks && settled.answered.length === 0)) return [FaqDialog.id, TriageDialog.id];
  if (session.triage === 'open' || (session.triage === 'done' && told)) return [TriageDialog.id];
  return [asked.band === 'none' ? CommandDialog.id : FaqDialog.id];
}

/** Asked about in this turn because of a guess, and nothing that a rule heard. */
function isGuess({ signs }: Understood, sign: string | undefined): boolean {
  return signs.some((heard) => heard.sign === sign && heard.guess === true);
}
