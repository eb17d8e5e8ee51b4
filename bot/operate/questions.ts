import { alike } from '../../dialogs/faq/alike.ts';
import type { Unanswered } from '../../dialogs/faq/unanswered.ts';
import { withStore } from './with-store.ts';

type Asked = Unanswered & { at: number };

/** Prints what patients asked and no topic answered, what is asked most first: the clinic sees what to write next. */
await withStore(async ({ store, say }) => {
  const groups = alike(await store.unanswered(), ({ text }) => text);
  const total = groups.reduce((sum, group) => sum + group.length, 0);
  say(`${total} questions without an answer, ${groups.length} when alike are put together`);
  for (const group of groups) {
    say('');
    say(`${group.length} x  ${offeredIn(group)}`);
    for (const { text, language, at } of group)
      say(`  ${new Date(at).toISOString().slice(0, 16)} ${language}  ${text.replace(/\s+/g, ' ')}`);
  }
});

function offeredIn(group: readonly Asked[]): string {
  const topics = [...new Set(group.flatMap(({ offered }) => offered))];
  return topics.length > 0 ? `offered: ${topics.join(', ')}` : 'nothing offered';
}
