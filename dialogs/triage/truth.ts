/** Kleene's three values: true, false, or waiting for facts that are not known yet, the one to ask first named. */
export type Truth = boolean | { readonly waits: readonly string[] };

/** Holds when every term does; fails when one fails, whatever the others wait for. Waits for the first term that waits. */
export function all(terms: readonly Truth[]): Truth {
  return every(terms, (term) => term);
}

/** Holds when one term does; fails when all do. Waits for whatever any of the terms waits for. */
export function any(terms: readonly Truth[]): Truth {
  return some(terms, (term) => term);
}

/** `all`, with no look at the items after one that fails. */
export function every<T>(items: readonly T[], judge: (item: T) => Truth): Truth {
  let waiting: Truth = true;
  for (const item of items) {
    const truth = judge(item);
    if (truth === false) return false;
    if (truth !== true && waiting === true) waiting = truth;
  }
  return waiting;
}

/** `any`, with no look at the items after one that holds. */
export function some<T>(items: readonly T[], judge: (item: T) => Truth): Truth {
  let waits: Set<string> | undefined;
  for (const item of items) {
    const truth = judge(item);
    if (truth === true) return true;
    if (truth === false) continue;
    waits ??= new Set();
    for (const fact of truth.waits) waits.add(fact);
  }
  return waits ? { waits: [...waits] } : false;
}

export function not(term: Truth): Truth {
  return typeof term === 'boolean' ? !term : term;
}
