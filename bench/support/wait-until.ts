import { setTimeout as sleep } from 'node:timers/promises';

const LOOK_EVERY_MS = 100;

/** Waits for something to become true. @returns false when it did not in time */
export async function waitUntil(
  isTrue: () => Promise<boolean>,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<boolean> {
  const deadlineMs = performance.now() + timeoutMs;
  while (!(await isTrue())) {
    if (performance.now() > deadlineMs) return false;
    await sleep(LOOK_EVERY_MS, null, { signal });
  }
  return true;
}
