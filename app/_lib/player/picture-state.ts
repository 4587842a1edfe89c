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
  /** What arrives is of a codec that this browser does not decode. */
  readonly isUnplayable: boolean;
  /** When the newest picture that has arrived here was taken, shown or not; `null` where that is not known. */
  readonly newestArrivedMs: EpochMs | null;
  readonly health: CameraHealth;
}

/** What the gateway does about a lost source. */
export type Recovery =
  | { readonly kind: 'waiting'; readonly attempt: number; readonly untilMs: EpochMs }
  | { readonly kind: 'trying'; readonly attempt: number }
  /** It has given up, for instance not to lock the camera's account. */
  | { readonly kind: 'parked' };

/** Why there is no fresh picture: the camera, or this desk, whose decoder does not keep up with what arrives. */
export type LossReason = OfflineReason | 'desk_overloaded';

export type PictureState =
  | { readonly state: 'connecting' }
  | { readonly state: 'live' }
  /** There is a picture, and it is old. */
  | {
      readonly state: 'stale';
      readonly lastCaptureMs: EpochMs;
      readonly reason: LossReason | null;
      readonly recovery: Recovery | null;
    }
  /** The loss is confirmed: by the journal, or by the gateway. */
  | {
      readonly state: 'offline';
      readonly lastCaptureMs: EpochMs | null;
      readonly sinceMs: EpochMs | null;
      readonly reason: OfflineReason | null;
      readonly recovery: Recovery | null;
    }
  /** Not for this user, or not there. */
  | { readonly state: 'refused' }
  /** The camera is well; this browser cannot decode what it sends, such as H.265. */
  | { readonly state: 'unplayable' };

/**
 * What a tile says of its picture.
 * P1 a picture no older than 4 s is live: what is on screen outranks what anybody says about the camera.
 * P2 an older one is stale at once, and offline as soon as the loss is confirmed.
 * P3 without any picture the tile is connecting until the loss is confirmed.
 * P4 a refusal outranks everything but a live picture.
 * P5 when fresh pictures arrive and old ones are shown, the fault is here, and the camera is not blamed.
 * P6 a codec that cannot be played here is told rather than waited for; it says nothing against the camera.
 */
export function pictureState(facts: PictureFacts, nowMs: EpochMs): PictureState {
  const { lastCaptureMs, newestArrivedMs, health } = facts;
  if (lastCaptureMs !== null && nowMs - lastCaptureMs <= STALE_AFTER_MS) return { state: 'live' };
  if (facts.isRefused) return { state: 'refused' };
  if (facts.isUnplayable) return { state: 'unplayable' };
  if (lastCaptureMs !== null && newestArrivedMs !== null && nowMs - newestArrivedMs <= STALE_AFTER_MS) {
    return { state: 'stale', lastCaptureMs, reason: 'desk_overloaded', recovery: null };
  }
  const recovery = announcedRecovery(facts);
  const reason = facts.gap?.reason ?? (health.state === 'offline' ? health.reason : null);
  const isGivenUp =
    recovery?.kind === 'parked' || (lastCaptureMs === null && facts.gap?.state === 'backing_off');
  if (health.state === 'offline' || isGivenUp) {
    const sinceMs = health.state === 'offline' ? health.sinceMs : lastCaptureMs;
    return { state: 'offline', lastCaptureMs, sinceMs, reason, recovery };
  }
  return lastCaptureMs === null
    ? { state: 'connecting' }
    : { state: 'stale', lastCaptureMs, reason, recovery };
}

function announcedRecovery({ gap, gapAtMs }: PictureFacts): Recovery | null {
  if (gap === null) return null;
  const { state, attempt, retryInMs } = gap;
  if (state === 'parked') return { kind: 'parked' };
  if (attempt < 1) return null;
  return retryInMs === null
    ? { kind: 'trying', attempt }
    : { kind: 'waiting', attempt, untilMs: gapAtMs + retryInMs };
}

/** Whether two states say the same; the changing age of a live picture is not part of its state. */
export function isSamePicture(a: PictureState, b: PictureState): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
