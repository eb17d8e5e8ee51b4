import { type DestinationStream, type LevelWithSilent, pino } from 'pino';

/** All that a line of the log may hold. What a patient wrote, is called or is reached by is not among it. */
export interface LogFields {
  url?: string;
  status?: number;
  code?: string;
  count?: number;
  attempts?: number;
  signal?: string;
  /** An error's class and where it was thrown. Its message may quote a patient and is left out. */
  error?: unknown;
}

export interface Log {
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, fields?: LogFields): void;
}

export function createLog(level: LevelWithSilent, destination?: DestinationStream): Log {
  const logger = pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, destination);
  return {
    info: (event, fields) => logger.info(allowed(fields), event),
    warn: (event, fields) => logger.warn(allowed(fields), event),
    error: (event, fields) => logger.error(allowed(fields), event),
  };
}

/** Libraries print as they like, and what they print may hold what they were given: of it stays that something was printed. */
export function mute(console: Console, log: Log): void {
  for (const method of ['debug', 'info', 'log', 'warn', 'error', 'trace'] as const) console[method] = () => log.warn('a library printed');
}

function allowed({ url, status, code, count, attempts, signal, error }: LogFields = {}) {
  return { url, status, code, count, attempts, signal, ...(error === undefined ? {} : traced(error)) };
}

function traced(error: unknown) {
  if (!(error instanceof Error)) return { error: typeof error };
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  const cause = error.cause instanceof Error ? error.cause.name : undefined;
  return { error: error.name, cause, stack: frames.slice(0, 12).map((line) => line.trim()) };
}
