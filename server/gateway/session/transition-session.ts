import type { OfflineReason } from '#core/camera';
import { assertNever } from '#core/kit';
import type {
  SessionEffect,
  SessionEvent,
  SessionPhase,
  SessionState,
  SessionTransition,
} from './session-state.ts';
import { PASSWORD_REFUSALS_MAX, sessionTiming } from './session-timing.ts';

/**
 * Moves a session on.
 * S1 the first viewer starts it; later ones join it.
 * S2 a connect waits for its permit, then has 10 s until PLAY is answered; the permit is given back right after.
 * S3 once connected it is starting, until the first picture makes it live.
 * S4 live without RTP for 5 s is stalled; RTP within 3 s makes it live again, else the connection is given up.
 * S5 every failure backs off: full jitter under a ceiling that doubles from 1 s to 60 s.
 * S6 30 s of live pictures make the ceiling start anew, so that a flapping camera is not hammered.
 * S7 a password refused twice parks the session; S8 a viewer who joins 60 s later gives it one more try, and
 *    S9 a changed source starts it afresh, for which a parked session looks every 60 s.
 * S10 it ends 20 s after the last viewer left, whatever it was doing; a viewer in between keeps it.
 * S11 viewers stay through every failure.
 * Events that make no sense in a state change nothing: they were under way when it changed.
 * @param nowMs monotonic
 */
export function transitionSession(
  session: SessionState,
  event: SessionEvent,
  nowMs: number,
): SessionTransition {
  const { phase } = session;
  switch (event.type) {
    case 'viewer_joined':
      return join(session, nowMs);
    case 'viewer_left':
      return leave(session, nowMs);
    case 'permitted':
      if (phase.state !== 'connecting' || phase.deadlineMs !== null) return unchanged(session);
      return move(session, { ...phase, deadlineMs: nowMs + sessionTiming.connectDeadlineMs }, ['open']);
    case 'connected': {
      if (phase.state !== 'connecting' || phase.deadlineMs === null) return unchanged(session);
      const { attempt, reason } = phase;
      const starting = { state: 'starting', attempt, reason, sinceMs: nowMs, lastMediaMs: nowMs } as const;
      return move(session, starting, ['return_permit']);
    }
    case 'picture': {
      if (phase.state !== 'starting') return unchanged(session);
      return move(session, { state: 'live', attempt: phase.attempt, sinceMs: nowMs, lastMediaMs: nowMs }, []);
    }
    case 'media': {
      if (phase.state !== 'stalled') return unchanged(session);
      const { attempt, liveSinceMs } = phase;
      return move(session, { state: 'live', attempt, sinceMs: liveSinceMs, lastMediaMs: nowMs }, []);
    }
    case 'failed':
      return isConnected(phase) ? failed(session, event.reason, event.jitter, nowMs) : unchanged(session);
    case 'source_changed':
      return phase.state === 'idle' ? unchanged(session) : connect(session, 1, 0, null);
    case 'tick':
      return tick(session, event, nowMs);
    default:
      return assertNever(event);
  }
}

/** When the session next wants a `tick`; null when it waits for something else. Monotonic ms. */
export function sessionDeadlineMs({ phase, viewers }: SessionState): number | null {
  if (phase.state === 'idle') return null;
  const endMs = 'leftAtMs' in viewers ? viewers.leftAtMs + sessionTiming.lingerMs : Number.POSITIVE_INFINITY;
  const deadlineMs = Math.min(endMs, phaseDeadlineMs(phase));
  return deadlineMs === Number.POSITIVE_INFINITY ? null : deadlineMs;
}

function phaseDeadlineMs(phase: SessionPhase): number {
  switch (phase.state) {
    case 'idle':
      return Number.POSITIVE_INFINITY;
    case 'connecting':
      return phase.deadlineMs ?? Number.POSITIVE_INFINITY;
    case 'starting': {
      const silenceMs = phase.lastMediaMs + sessionTiming.mediaSilenceMs;
      return Math.min(silenceMs, phase.sinceMs + sessionTiming.firstPictureMs);
    }
    case 'live':
      return phase.lastMediaMs + sessionTiming.mediaSilenceMs;
    case 'stalled':
      return phase.sinceMs + sessionTiming.stallGraceMs;
    case 'backing_off':
      return phase.retryAtMs;
    case 'parked':
      return phase.recheckAtMs;
    default:
      return assertNever(phase);
  }
}

function join(session: SessionState, nowMs: number): SessionTransition {
  const joined = { ...session, viewers: { count: session.viewers.count + 1 } };
  const { phase } = session;
  if (phase.state === 'idle') return connect(joined, 1, 0, null);
  if (phase.state === 'parked' && nowMs - phase.sinceMs >= sessionTiming.parkedMs) {
    return connect(joined, phase.attempt + 1, PASSWORD_REFUSALS_MAX - 1, 'unauthorized');
  }
  return unchanged(joined);
}

function leave(session: SessionState, nowMs: number): SessionTransition {
  const count = session.viewers.count - 1;
  if (count < 0) return unchanged(session);
  return unchanged({ ...session, viewers: count === 0 ? { count, leftAtMs: nowMs } : { count } });
}

function tick(
  session: SessionState,
  event: Extract<SessionEvent, { type: 'tick' }>,
  nowMs: number,
): SessionTransition {
  const { viewers } = session;
  const phase = withMedia(session.phase, event.lastMediaMs);
  if ('leftAtMs' in viewers && nowMs >= viewers.leftAtMs + sessionTiming.lingerMs && phase.state !== 'idle') {
    return move(session, { state: 'idle' }, [...release(phase), 'end']);
  }
  if (nowMs < phaseDeadlineMs(phase)) return unchanged({ ...session, phase });
  switch (phase.state) {
    case 'idle':
      return unchanged(session);
    case 'connecting':
      return failed(session, 'timeout', event.jitter, nowMs);
    case 'starting':
    case 'stalled':
      return failed(session, 'no_media', event.jitter, nowMs);
    case 'live': {
      const { attempt, sinceMs } = phase;
      return move(session, { state: 'stalled', attempt, liveSinceMs: sinceMs, sinceMs: nowMs }, []);
    }
    case 'backing_off':
      return connect(session, phase.attempt + 1, phase.passwordRefusals, phase.reason);
    case 'parked':
      return move(session, { ...phase, recheckAtMs: nowMs + sessionTiming.parkedMs }, ['recheck_source']);
    default:
      return assertNever(phase);
  }
}

function withMedia(phase: SessionPhase, lastMediaMs: number): SessionPhase {
  if (phase.state !== 'live' && phase.state !== 'starting') return phase;
  return { ...phase, lastMediaMs: Math.max(phase.lastMediaMs, lastMediaMs) };
}

function failed(
  session: SessionState,
  reason: OfflineReason,
  jitter: number,
  nowMs: number,
): SessionTransition {
  const { phase } = session;
  const attempt = attemptsSpent(phase, nowMs);
  const refusedBefore = phase.state === 'connecting' ? phase.passwordRefusals : 0;
  const passwordRefusals = refusedBefore + (reason === 'unauthorized' ? 1 : 0);
  const effects = release(phase);
  if (passwordRefusals >= PASSWORD_REFUSALS_MAX) {
    const recheckAtMs = nowMs + sessionTiming.parkedMs;
    return move(session, { state: 'parked', attempt, sinceMs: nowMs, recheckAtMs }, effects);
  }
  const retryAtMs = nowMs + jitter * retryCeilingMs(attempt);
  return move(session, { state: 'backing_off', attempt, passwordRefusals, reason, retryAtMs }, effects);
}

function attemptsSpent(phase: SessionPhase, nowMs: number): number {
  if (phase.state === 'idle') return 0;
  const liveSinceMs =
    phase.state === 'live' ? phase.sinceMs : phase.state === 'stalled' ? phase.liveSinceMs : nowMs;
  return nowMs - liveSinceMs >= sessionTiming.stableMs ? 0 : phase.attempt;
}

function retryCeilingMs(attempt: number): number {
  return Math.min(sessionTiming.retryMaxMs, sessionTiming.retryFirstMs * 2 ** Math.max(0, attempt - 1));
}

function connect(
  session: SessionState,
  attempt: number,
  passwordRefusals: number,
  reason: OfflineReason | null,
): SessionTransition {
  const phase = { state: 'connecting', attempt, passwordRefusals, reason, deadlineMs: null } as const;
  return move(session, phase, [...release(session.phase), 'ask_permit']);
}

/** What must be given back on leaving a phase. */
function release(phase: SessionPhase): SessionEffect[] {
  switch (phase.state) {
    case 'idle':
    case 'backing_off':
    case 'parked':
      return [];
    case 'connecting':
      return phase.deadlineMs === null ? ['return_permit'] : ['close', 'return_permit'];
    case 'starting':
    case 'live':
    case 'stalled':
      return ['close'];
    default:
      return assertNever(phase);
  }
}

function isConnected(phase: SessionPhase): boolean {
  return (
    phase.state === 'starting' ||
    phase.state === 'live' ||
    phase.state === 'stalled' ||
    (phase.state === 'connecting' && phase.deadlineMs !== null)
  );
}

function move(
  session: SessionState,
  phase: SessionPhase,
  effects: readonly SessionEffect[],
): SessionTransition {
  return { session: { ...session, phase }, effects };
}

function unchanged(session: SessionState): SessionTransition {
  return { session, effects: [] };
}
