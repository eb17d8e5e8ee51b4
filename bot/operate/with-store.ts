import { userInfo } from 'node:os';
import { ConfigError, readConfig } from '../config.ts';
import { readKeys } from '../store/key.ts';
import { type Opened, openStore } from '../store/open-store.ts';

/** What a command has to work with. It may run beside the bot. */
export interface Operation extends Opened {
  keys: string[];
  args: string[];
  /** Who runs it, for the audit. */
  actor: string;
  say(line: string): void;
}

/** Wrong use: the message says what is right. */
export class UsageError extends Error {}

/** Runs a command on the store of the settings and ends the process: 0 when it did what was asked. */
export async function withStore(command: (operation: Operation) => Promise<void>): Promise<void> {
  let opened: Opened | undefined;
  try {
    const config = readConfig();
    const keys = readKeys(config);
    opened = await openStore(config.store, keys);
    const say = (line: string) => void process.stdout.write(`${line}\n`);
    await command({ ...opened, keys, args: process.argv.slice(2), actor: userInfo().username, say });
    await opened.store.close();
  } catch (error) {
    const told = error instanceof UsageError || error instanceof ConfigError;
    process.stderr.write(`${told ? error.message : (error as Error).stack}\n`);
    await opened?.store.close().catch(() => {});
    process.exitCode = 1;
  }
}
