import { assertNever, type EpochMs } from '#core/kit';

/** Why a camera does not give a picture; the words on the tile are chosen from this. */
export const offlineReasons = [
  'unreachable',
  'refused',
  'timeout',
  'unauthorized',
  'not_found',
  'no_media',
  'unsupported_codec',
  'protocol_error',
] as const;
export type OfflineReason = (typeof offlineReasons)[number];

/** Who noticed: the health sweep that only asks, or the gateway that really receives pictures. */
export type HealthWitness = 'probe' | 'stream';

export type CameraHealth =
  | { readonly state: 'unknown' }
  | { readonly state: 'online'; readonly sinceMs: EpochMs; readonly witness: HealthWitness }
  | {
      readonly state: 'offline';
      readonly sinceMs: EpochMs;
      readonly witness: HealthWitness;
      /** When the loss was last confirmed; not the start of it. */
      readonly seenMs: EpochMs;
      readonly reason: OfflineReason;
    };

export type CameraHealthEvent =
  | { readonly type: 'answered'; readonly witness: HealthWitness }
  | { readonly type: 'failed'; readonly witness: HealthWitness; readonly reason: OfflineReason };

/**
 * How long the gateway's word about a lost picture outranks a probe that got an answer. A camera that speaks
 * RTSP but sends no media is still broken; without this rule it would flap between the two witnesses.
 */
export const STREAM_LOSS_OUTRANKS_PROBE_MS = 90_000;

/**
 * Moves a camera's health on.
 * H1 the first failure makes it offline and starts the clock; later ones keep the clock.
 * H2 an answer makes it online, except H3: a probe's answer does not overrule a fresh loss of the stream.
 * H4 a repeat of the same condition changes nothing that anyone would journal.
 * @returns the next health, and whether its `state` changed (the caller journals only changes)
 */
export function transitionHealth(
  health: CameraHealth,
  event: CameraHealthEvent,
  nowMs: EpochMs,
): { readonly health: CameraHealth; readonly changed: boolean } {
  switch (event.type) {
    case 'answered':
      return answered(health, event.witness, nowMs);
    case 'failed':
      return failed(health, event.witness, event.reason, nowMs);
    default:
      return assertNever(event);
  }
}

function answered(health: CameraHealth, witness: HealthWitness, nowMs: EpochMs) {
  if (health.state === 'online') return { health, changed: false };
  const overruled =
    health.state === 'offline' &&
    health.witness === 'stream' &&
    witness === 'probe' &&
    nowMs - health.seenMs < STREAM_LOSS_OUTRANKS_PROBE_MS;
  if (overruled) return { health, changed: false };
  return { health: { state: 'online', sinceMs: nowMs, witness } as const, changed: true };
}

function failed(health: CameraHealth, witness: HealthWitness, reason: OfflineReason, nowMs: EpochMs) {
  const wasOffline = health.state === 'offline';
  const sinceMs = wasOffline ? health.sinceMs : nowMs;
  // A probe cannot tell that no media flows, so the stream's word about why is kept while it is fresh.
  const keepStreamWord = wasOffline && health.witness === 'stream' && witness === 'probe';
  const next: CameraHealth = keepStreamWord
    ? { ...health, seenMs: nowMs }
    : { state: 'offline', sinceMs, witness, seenMs: nowMs, reason };
  return { health: next, changed: !wasOffline };
}
