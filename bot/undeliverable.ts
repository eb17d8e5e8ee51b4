/** In ms; nothing when the channel did not say. */
export type RetryAfter = number | undefined;

/** The channel refused a reply. */
export class Undeliverable extends Error {
  readonly status: number;
  readonly retryAfter: RetryAfter;

  constructor(status: number, retryAfter: RetryAfter) {
    super(`HTTP ${status}`);
    this.name = 'Undeliverable';
    this.status = status;
    this.retryAfter = retryAfter;
  }
}
