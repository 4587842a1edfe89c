import type { AlertId } from '#core/kit';

/** When one console was first told of an alert, and when it learnt whose turn it is. */
export interface Receipt {
  readonly shownAtMs: number;
  readonly routedAtMs: number | null;
}

/** What one console was told. */
export type Receipts = ReadonlyMap<AlertId, Receipt>;

/** Alerts that were accepted, and when each was sent. */
export type SentAtMs = ReadonlyMap<AlertId, number>;

/** From sending an alert to its arrival, for every alert on every console that has it; ms. */
export function alertDelays(
  sentAtMs: SentAtMs,
  consoles: readonly Receipts[],
  arrival: (receipt: Receipt) => number | null,
): number[] {
  return consoles.flatMap((receipts) =>
    [...sentAtMs].flatMap(([id, atMs]) => {
      const receipt = receipts.get(id);
      const arrivedAtMs = receipt === undefined ? null : arrival(receipt);
      return arrivedAtMs === null ? [] : [arrivedAtMs - atMs];
    }),
  );
}

/** How many of the alerts every single console was told of. */
export function shownOnAll(sentAtMs: SentAtMs, consoles: readonly Receipts[]): number {
  return [...sentAtMs.keys()].filter((id) => consoles.every((receipts) => receipts.has(id))).length;
}
