/** A stream of pseudo-random choices that repeats for the same seed. */
export interface Random {
  /** 0 ≤ value < 1. */
  next(): number;
  /** `from` ≤ value < `to`. */
  between(from: number, to: number): number;
  /** An integer, 0 ≤ value < `limit`. */
  below(limit: number): number;
  pick<Item>(items: readonly Item[]): Item;
  shuffled<Item>(items: readonly Item[]): Item[];
}

/**
 * A stream of its own for each label, so that a new draw in one part of the generator leaves the other parts as
 * they were. The generator is mulberry32, the label is mixed in by FNV-1a.
 */
export function seededRandom(seed: number, label: string): Random {
  let state = hashText(label, seed);
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  return {
    next,
    below,
    between: (from, to) => from + next() * (to - from),
    pick: (items) => {
      const item = items[below(items.length)];
      if (item === undefined) throw new Error('nothing to pick from');
      return item;
    },
    shuffled: (items) => {
      const order = items.map((item) => ({ item, rank: next() }));
      return order.sort((a, b) => a.rank - b.rank).map(({ item }) => item);
    },
  };
}

/** A 32-bit hash of a text and a seed (FNV-1a). */
export function hashText(text: string, seed: number): number {
  let hash = 0x811c9dc5 ^ seed;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return Math.imul(hash ^ (hash >>> 16), 0x45d9f3b) | 0;
}
