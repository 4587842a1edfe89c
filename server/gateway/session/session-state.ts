import type { OfflineReason } from '#core/camera';

/** Times are monotonic milliseconds. `attempt` counts connects since pictures last flowed steadily. */
export type SessionPhase =
  | { readonly state: 'idle' }
  | {
      readonly state: 'connecting';
      readonly attempt: number;
      readonly passwordRefusals: number;
      readonly reason: OfflineReason | null;
      /** Null while waiting for a permit: the budgets of device and site are used up. */
      readonly deadlineMs: number | null;
    }
  | {
      readonly state: 'starting';
      readonly attempt: number;
      readonly reason: OfflineReason | null;
      readonly sinceMs: number;
      readonly lastMediaMs: number;
    }
  | {
      readonly state: 'live';
      readonly attempt: number;
      readonly sinceMs: number;
      readonly lastMediaMs: number;
    }
  | {
      readonly state: 'stalled';
      readonly attempt: number;
      readonly liveSinceMs: number;
      readonly sinceMs: number;
    }
  | {
      readonly state: 'backing_off';
      readonly attempt: number;
      readonly passwordRefusals: number;
      readonly reason: OfflineReason;
      readonly retryAtMs: number;
    }
  | {
      readonly state: 'parked';
      readonly attempt: number;
      readonly sinceMs: number;
      readonly recheckAtMs: number;
    };

export type Viewers = { readonly count: number } | { readonly count: 0; readonly leftAtMs: number };

/** One camera profile's session. */
export interface SessionState {
  readonly phase: SessionPhase;
  readonly viewers: Viewers;
}

export const initialSession: SessionState = {
  phase: { state: 'idle' },
  viewers: { count: 0, leftAtMs: 0 },
};

/** `jitter` is uniform in [0, 1) and drawn by the caller, so that transitions stay pure. */
export type SessionEvent =
  | { readonly type: 'viewer_joined' }
  | { readonly type: 'viewer_left' }
  /** The budgets of device and site have room for this connect. */
  | { readonly type: 'permitted' }
  /** PLAY was answered. */
  | { readonly type: 'connected' }
  /** The first access unit of this connection came. */
  | { readonly type: 'picture' }
  /** RTP came while stalled. */
  | { readonly type: 'media' }
  | { readonly type: 'failed'; readonly reason: OfflineReason; readonly jitter: number }
  /** The directory now says otherwise how to reach the camera. */
  | { readonly type: 'source_changed' }
  /** A deadline may have passed. `lastMediaMs`: when RTP last came on this connection. */
  | { readonly type: 'tick'; readonly lastMediaMs: number; readonly jitter: number };

export type SessionEffect =
  | 'ask_permit'
  | 'return_permit'
  | 'open'
  | 'close'
  /** Ask the directory whether the source changed. */
  | 'recheck_source'
  /** The session is over. */
  | 'end';

export interface SessionTransition {
  readonly session: SessionState;
  readonly effects: readonly SessionEffect[];
}
