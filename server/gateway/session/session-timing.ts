/** The times of docs/design/gateway.md, in one place. All monotonic milliseconds. */
export const sessionTiming = {
  /** From the permit to the answer to PLAY: finds half-open connections. */
  connectDeadlineMs: 10_000,
  /** Without RTP for this long a stream is not live. */
  mediaSilenceMs: 5_000,
  /** How long a stalled connection may come back by itself. */
  stallGraceMs: 3_000,
  /** RTP flows and still no picture: long GOPs are legal, endless ones are not. */
  firstPictureMs: 60_000,
  /** Media flow without a picture for so long: a key frame is asked for. */
  keyFrameWaitMs: 2_000,
  /** Whoever comes to watch this long after a key frame gets another. */
  keyFrameOldMs: 4_000,
  /** How often a camera is asked at most. */
  keyFrameAgainMs: 10_000,
  /** How long a stream outlives its last viewer. */
  lingerMs: 20_000,
  retryFirstMs: 1_000,
  retryMaxMs: 60_000,
  /** How long a device that is full is left alone at most: another viewer may have gone meanwhile. */
  busyMaxMs: 15_000,
  /** A stream that was live this long has earned a fresh start of the retry delays. */
  stableMs: 30_000,
  /** How long a camera that refused the password is left alone. */
  parkedMs: 60_000,
} as const;

/** Cameras lock out: a password is tried this often, then no more. */
export const PASSWORD_REFUSALS_MAX = 2;
