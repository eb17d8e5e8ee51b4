import { createHash } from 'node:crypto';
import type { Protocol } from './schema.ts';

/** Every sentence of a protocol that a patient can read, by key: what a translation has to cover. */
export function wordsOf(protocol: Protocol): Map<string, string> {
  const words = new Map<string, string>();
  for (const [id, sign] of Object.entries(protocol.signs)) {
    words.set(`signs.${id}.label`, sign.label);
    words.set(`signs.${id}.confirm`, sign.confirm);
  }
  for (const question of protocol.questions) {
    const key = `questions.${question.id}`;
    words.set(`${key}.title`, question.title);
    words.set(`${key}.text`, question.text);
    for (const option of question.options ?? []) words.set(`${key}.${option.id}`, option.label);
    if (!question.unsure) continue;
    words.set(`${key}.unsure.text`, question.unsure.text);
    for (const option of question.unsure.options) words.set(`${key}.unsure.${option.id}`, option.label);
  }
  for (const rule of [...protocol.rules, protocol.otherwise]) words.set(`rules.${rule.id}.reason`, rule.reason);
  return words;
}

/** Names a version of an English text, so that a translation of an older one is noticed. */
export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8);
}
