import Database from 'libsql';

/** Conversations as the bot leaves them, by size; nobody reads them. */
export function fill(file: string, conversations: number): void {
  const database = new Database(file);
  database.exec(`
    pragma synchronous = off;
    pragma cache_size = -200000;
    begin;
    with recursive n(i) as (select 1 union all select i + 1 from n where i < ${conversations})
    insert into conversations (key, version, last_seq, session, data_key, created_at, updated_at)
      select printf('%08X', i) || hex(randomblob(17)), 1, 2, randomblob(700), randomblob(68), 1, ${Date.now()} from n;
    insert into activities (conversation, seq, activity, answers, body, at)
      select key, 1, hex(randomblob(21)), null, randomblob(400), 1 from conversations where version = 1 and last_seq = 2;
    insert into activities (conversation, seq, activity, answers, body, at)
      select key, 2, hex(randomblob(21)), hex(randomblob(21)), randomblob(900), 1 from conversations where version = 1 and last_seq = 2;
    commit;
    pragma wal_checkpoint(truncate);
  `);
  database.close();
}
