import { UsageError, withStore } from './with-store.ts';

/** How conversations are named at each door; a number or an id alone is looked for at all of them. */
const DOORS = ['direct-line|', 'twilio|', 'bot-service|sms|', 'bot-service|msteams|', 'bot-service|webchat|'];

await withStore(async ({ store, args, actor, say }) => {
  if (args.length === 0) throw new UsageError('Say whose conversation: npm run erase -- +13105550100, or a conversation id.');
  for (const arg of args) {
    const keys = arg.includes('|') ? [arg] : DOORS.map((door) => door + arg);
    const erased = [];
    for (const key of keys) if (await store.erase(key, actor)) erased.push(key);
    if (erased.length === 0) process.exitCode = 1;
    say(
      erased.length === 0
        ? `no conversation under ${arg}`
        : `erased ${erased.length === 1 ? 'one conversation' : `${erased.length} conversations`} under ${arg}`,
    );
  }
});
