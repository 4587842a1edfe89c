import type { StreamProfile } from '#core/camera';
import type { CameraId, EpochMs, SessionId, UserId } from '#core/kit';

/** That somebody is being sent the pictures of a camera. */
export interface Viewing {
  readonly sessionId: SessionId;
  readonly userId: UserId;
  readonly cameraId: CameraId;
  readonly profile: StreamProfile;
  /** Where the pictures go. */
  readonly address: string;
  /** When the first was sent. */
  readonly fromMs: EpochMs;
}

/** Where it is recorded who watched what. Called from the media path: must neither block nor throw. */
export interface ViewingSink {
  begun(viewing: Viewing): void;
  /** @param toMs when the last picture was sent */
  ended(viewing: Viewing, toMs: EpochMs): void;
  /** More is watched than can be kept in mind: this viewing is not recorded. */
  lost(viewing: Viewing): void;
}
