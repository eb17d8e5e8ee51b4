/** In ms; nothing when the channel did not say. */
export type RetryAfter = number | undefined;

/** The channel refused a reply. */
export class Undeliverable extends Error {
  readonly status: number;
  readonly retryAfter: RetryAfter;
  /** The channel's own name for what went wrong. */
  readonly code: string | undefined;
  /** Never to be tried again. */
  readonly final: boolean;

  constructor(status: number, retryAfter: RetryAfter, { code, final = false }: { code?: string; final?: boolean } = {}) {
    super(`HTTP ${status}`);
    this.name = 'Undeliverable';
    this.status = status;
    this.retryAfter = retryAfter;
    this.code = code;
    this.final = final;
  }
}
