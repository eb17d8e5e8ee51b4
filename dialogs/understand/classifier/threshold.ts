import type { Bank } from '../../../content/load-bank.ts';
import type { Language } from '../../../content/schema.ts';
import { NEVER_IGNORED, roleOf } from './role.ts';

/** What may be asked about for nothing, as shares of phrases that no model of theirs has seen. */
export const FALSE_ALARMS = {
  /** Of what speaks of a sign without meaning it, and of all talk that means no sign, half and half: about each sign. */
  sign: 0.08,
  /** The same for signs that must never be missed. */
  graveSign: 0.16,
  /** Of all talk that means no sign: about any sign at all, where nothing else was understood of the message. */
  lost: 0.12,
  /** The same where the message was understood: the warning signs are asked anyway. */
  understood: 0.1,
};

/** Whether anything else was understood of the message: the more was, the surer a guess must be. */
export type Care = 'lost' | 'understood';

/**
 * For each sign, the score that a guess must exceed. `scores` (sign by sign, phrase by phrase of the bank) come from models that had not
 * seen the phrase. All signs are brought to the same share of false alarms, then raised together until ordinary talk is left in peace.
 */
export function thresholdsOf(scores: readonly ArrayLike<number>[], bank: Bank, language: Language): Record<Care, number[]> {
  const own = bank.signs.map((sign, at) => {
    const role = (wanted: string) => phrasesOf(bank, language, (i) => roleOf(bank.phrases[i]!, sign, bank) === wanted);
    return lowest(
      [role('against'), role('quiet')].map((group) => group.map((i) => scores[at]![i]!)),
      NEVER_IGNORED.has(sign) ? FALSE_ALARMS.graveSign : FALSE_ALARMS.sign,
    );
  });
  const quiet = phrasesOf(bank, language, (i) => !bank.signs.includes(bank.phrases[i]!.concept));
  const most = quiet.map((i) => Math.max(...own.map((threshold, at) => scores[at]![i]! - threshold)));
  const raised = (share: number) => {
    const by = most.length ? lowest([most], share) : 0;
    return own.map((threshold) => threshold + by);
  };
  return { lost: raised(FALSE_ALARMS.lost), understood: raised(FALSE_ALARMS.understood) };
}

function phrasesOf(bank: Bank, language: Language, wanted: (i: number) => boolean): number[] {
  return bank.phrases.flatMap((phrase, i) => (phrase.language === language && wanted(i) ? [i] : []));
}

/** The least score that no more than this share of the groups exceeds, each group counting as much as the other. */
function lowest(groups: number[][], share: number): number {
  const filled = groups.filter((group) => group.length > 0);
  const falling = filled.flatMap((group) => group.map((score) => ({ score, weight: 1 / group.length / filled.length })));
  falling.sort((a, b) => b.score - a.score);
  let over = 0;
  for (const { score, weight } of falling) {
    over += weight;
    if (over > share) return score;
  }
  return 0;
}
