export class TooLate extends Error {}

/** What comes of the work, or `TooLate` after so many milliseconds: the SDK waits for keys and tokens for as long as it takes. */
export function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, failed) => {
    timer = setTimeout(() => failed(new TooLate()), ms);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
