import { loadLexicon } from '../../../content/load-lexicon.ts';
import { type Listening, listening, tokensOf } from '../../../dialogs/understand/listening.ts';
import { hearSigns } from '../../../dialogs/understand/signs.ts';
import type { Heard } from '../../../dialogs/understand/understood.ts';

/** The product's own phrases, compiled once for all tests. */
export const lexicon: Listening = listening(loadLexicon());

export function hear(text: string): Heard[] {
  return hearSigns(tokensOf(text, lexicon), lexicon);
}

export function statusOf(text: string, sign: string): Heard['status'] | undefined {
  return hear(text).find((heard) => heard.sign === sign)?.status;
}
