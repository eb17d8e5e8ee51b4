import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { dump } from '../store/dump.ts';
import { UsageError, withStore } from './with-store.ts';

await withStore(async ({ engine, store, args: [file], actor, say }) => {
  if (!file) throw new UsageError('Say where to: npm run backup -- /backups/bot.ndjson.gz');
  let rows = 0;
  const counted = async function* () {
    for await (const line of dump(engine)) {
      rows++;
      yield line;
    }
  };
  await pipeline(Readable.from(counted()), createGzip(), createWriteStream(file, { flags: 'wx', mode: 0o600 }));
  await store.audit.append('export', String(rows), actor);
  say(`${rows} rows, sealed as they are: they open only with DATA_KEY, which is kept elsewhere`);
});
