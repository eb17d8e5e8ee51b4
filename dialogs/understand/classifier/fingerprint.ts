import { createHash } from 'node:crypto';
import type { Bank } from '../../../content/load-bank.ts';
import { type Features, SPACE } from './features.ts';
import { RECIPE } from './fit-signs.ts';
import { FALSE_ALARMS } from './threshold.ts';

/** Bumped when the learner itself changes; a change of bank, features or recipe shows by itself. */
const LEARNER = 2;

/** The same for the same bank seen in the same way, so that nothing is learnt twice. */
export function fingerprintOf(bank: Bank, features: Features[]): string {
  const hash = createHash('sha256').update(JSON.stringify({ LEARNER, SPACE, RECIPE, FALSE_ALARMS, signs: bank.signs }));
  bank.phrases.forEach(({ text, concept, language, kind }, i) => {
    const { at, value } = features[i]!;
    hash.update(JSON.stringify([text, concept, language, kind]));
    hash.update(new Uint8Array(at.buffer)).update(new Uint8Array(value.buffer));
  });
  return hash.digest('hex').slice(0, 32);
}
