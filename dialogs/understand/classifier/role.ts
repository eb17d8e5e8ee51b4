import type { Bank, BankPhrase } from '../../../content/load-bank.ts';

/**
 * What a phrase is to a sign. for: it may mean the sign. against: it speaks of the sign and does not mean it. quiet: it means no
 * sign. doubtful: it means another sign, and perhaps this one too. apart: it says nothing about this sign.
 */
export type Role = 'for' | 'against' | 'quiet' | 'doubtful' | 'apart';

/** Of these, only a denial, an idiom or an old and unchanged matter is let go without a question. */
export const NEVER_IGNORED = new Set(['self-harm']);
const LET_GO = new Set(['denied', 'idiom', 'chronic']);

export function roleOf({ concept, kind }: BankPhrase, sign: string, { signs }: Bank): Role {
  if (!signs.includes(concept)) return 'quiet';
  if (concept !== sign) return kind === 'positive' ? 'doubtful' : 'apart';
  return kind === 'positive' || (NEVER_IGNORED.has(sign) && !LET_GO.has(kind)) ? 'for' : 'against';
}
