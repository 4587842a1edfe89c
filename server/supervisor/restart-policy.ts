/** How a supervised process is brought back after it ended. */
export interface RestartPolicy {
  readonly firstDelayMs: number;
  readonly delayMsMax: number;
  /** A process that ran this long is taken to be well again: its next failure counts as the first. */
  readonly stableAfterMs: number;
}

export const DEFAULT_RESTART_POLICY: RestartPolicy = {
  firstDelayMs: 250,
  delayMsMax: 15_000,
  stableAfterMs: 30_000,
};

/**
 * The delay before the next start: doubling from `firstDelayMs`, at most `delayMsMax`.
 * @param failures failures in a row before this one
 * @param ranMs how long the process ran this time
 * @returns the delay, and the number of failures in a row to remember
 */
export function nextRestart(
  policy: RestartPolicy,
  failures: number,
  ranMs: number,
): { readonly delayMs: number; readonly failures: number } {
  const before = ranMs >= policy.stableAfterMs ? 0 : failures;
  const delayMs = Math.min(policy.delayMsMax, policy.firstDelayMs * 2 ** Math.min(before, 20));
  return { delayMs, failures: before + 1 };
}
