/** What went wrong, told to the caller: a status, a code to act on, and a sentence that says what to do. */
export class Fault extends Error {
  readonly status: number;
  readonly code: string;
  /** In seconds. */
  readonly retryAfter: number | undefined;

  constructor(status: number, code: string, message: string, options: ErrorOptions & { retryAfter?: number } = {}) {
    super(message, options);
    this.name = 'Fault';
    this.status = status;
    this.code = code;
    this.retryAfter = options.retryAfter;
  }
}
