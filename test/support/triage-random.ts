/** A small generator with a seed (mulberry32), so that a failing walk can be walked again. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** At least 0, below 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  }

  chance(of: number): boolean {
    return this.next() < of;
  }

  pick<T>(items: readonly T[]): T {
    const item = items[Math.floor(this.next() * items.length)];
    if (item === undefined) throw new Error('nothing to pick from');
    return item;
  }

  /** That many different items, in their order. */
  some<T>(items: readonly T[], count: number): T[] {
    const left = [...items.keys()];
    const taken = Array.from({ length: Math.min(count, items.length) }, () => left.splice(Math.floor(this.next() * left.length), 1)[0]!);
    return taken.sort((a, b) => a - b).map((i) => items[i]!);
  }
}
