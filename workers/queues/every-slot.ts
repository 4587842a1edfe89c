import type { Cancel, Clock } from '#core/kit';

/**
 * Calls `enqueue` now and at every multiple of `everyMs`, with the number of the multiple. Every worker does so: the
 * ids of the jobs are made of that number, so that each is enqueued once. Kept here and not in BullMQ's own scheduler,
 * which lives in the store of the jobs: a Redis that lost its data would never enqueue again, and nobody would notice.
 */
export function everySlot(clock: Clock, everyMs: number, enqueue: (slot: number) => void): Cancel {
  let cancel: Cancel = () => {};
  let last = Number.NEGATIVE_INFINITY;
  const next = () => {
    const now = clock.now();
    const slot = Math.floor(now / everyMs);
    cancel = clock.after((slot + 1) * everyMs - now, next);
    // A timer may come a moment early.
    if (slot === last) return;
    last = slot;
    enqueue(slot);
  };
  next();
  return () => cancel();
}
