import { withStore } from './with-store.ts';

await withStore(async ({ store, say }) => {
  for (const entry of await store.audit.entries()) say(JSON.stringify({ ...entry, at: new Date(entry.at).toISOString() }));
  const broken = await store.audit.firstBroken();
  if (broken === undefined) return;
  process.exitCode = 1;
  process.stderr.write(`entry ${broken} was changed or left out\n`);
});
