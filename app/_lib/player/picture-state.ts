import type { CameraHealth, OfflineReason } from '#core/camera';
import type { FeedGap } from '#core/contracts';
import type { EpochMs } from '#core/kit';

/** Older than this, a picture is not live, whatever the connection says. */
export const STALE_AFTER_MS = 4_000;

/** What a tile knows: from the pictures it showed, from the gateway, and from the journal. */
export interface PictureFacts {
  /** When the picture on screen was taken; `null` before the first one. */
  readonly lastCaptureMs: EpochMs | null;
  readonly gap: FeedGap | null;
  /** When `gap` was said, on the server's clock. */
  readonly gapAtMs: EpochMs;
  readonly isRefused: boolean;
  readonly health: CameraHealth;
}

/** The retry that the gateway has announced. */
export interface Retry {
  readonly attempt: number;
  /** On the server's clock; `null` when none is planned. */
  readonly atMs: EpochMs | null;
}

export type PictureState =
  | { readonly state: 'connecting' }
  | { readonly state: 'live' }
  /** There is a picture, and it is old. */
  | {
      readonly state: 'stale';
      readonly lastCaptureMs: EpochMs;
      readonly reason: OfflineReason | null;
      readonly retry: Retry | null;
    }
  /** The loss is confirmed: by the journal, or by the gateway. */
  | {
      readonly state: 'offline';
      readonly lastCaptureMs: EpochMs | null;
      readonly sinceMs: EpochMs | null;
      readonly reason: OfflineReason | null;
      readonly retry: Retry | null;
    }
  /** Not for this user, or not there. */
  | { readonly state: 'refused' };

/**
 * What a tile says of its picture.
 * P1 a picture no older than 4 s is live: what is on screen outranks what anybody says about the camera.
 * P2 an older one is stale at once, and offline as soon as the loss is confirmed.
 * P3 without any picture the tile is connecting until the loss is confirmed.
 * P4 a refusal outranks everything but a live picture.
 */
export function pictureState(facts: PictureFacts, nowMs: EpochMs): PictureState {
  const { lastCaptureMs, health } = facts;
  if (lastCaptureMs !== null && nowMs - lastCaptureMs <= STALE_AFTER_MS) return { state: 'live' };
  if (facts.isRefused) return { state: 'refused' };
  const retry = announcedRetry(facts);
  const reason = facts.gap?.reason ?? (health.state === 'offline' ? health.reason : null);
  const isGivenUp =
    facts.gap?.state === 'parked' || (lastCaptureMs === null && facts.gap?.state === 'backing_off');
  if (health.state === 'offline' || isGivenUp) {
    const sinceMs = health.state === 'offline' ? health.sinceMs : lastCaptureMs;
    return { state: 'offline', lastCaptureMs, sinceMs, reason, retry };
  }
  return lastCaptureMs === null ? { state: 'connecting' } : { state: 'stale', lastCaptureMs, reason, retry };
}

function announcedRetry({ gap, gapAtMs }: PictureFacts): Retry | null {
  if (gap === null || gap.attempt < 1) return null;
  return { attempt: gap.attempt, atMs: gap.retryInMs === null ? null : gapAtMs + gap.retryInMs };
}
