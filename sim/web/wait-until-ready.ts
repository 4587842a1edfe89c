import type { Clock } from '#core/kit';
import { pause } from './pause.ts';

const ASK_EVERY_MS = 500;
const TIMEOUT_MS = 5_000;

/** Asks the web role's `/readyz` until it says yes. @returns false when `signal` aborted before */
export async function waitUntilReady(webUrl: string, clock: Clock, signal: AbortSignal): Promise<boolean> {
  while (!signal.aborted) {
    if (await isReady(webUrl, signal)) return true;
    await pause(clock, ASK_EVERY_MS, signal);
  }
  return false;
}

async function isReady(webUrl: string, signal: AbortSignal): Promise<boolean> {
  try {
    const limit = AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]);
    const response = await fetch(`${webUrl}/readyz`, { signal: limit });
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false; // it does not listen yet
  }
}
