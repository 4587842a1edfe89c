import { assertNever } from '#core/kit';
import type { StreamStatus } from './media-sink.ts';
import type { SessionPhase } from './session-state.ts';

/** What the world is told about a session. @param nowMs monotonic */
export function sessionStatus(phase: SessionPhase, nowMs: number): StreamStatus {
  const { state } = phase;
  switch (state) {
    case 'idle':
      return { state, reason: null, attempt: 0, retryInMs: null };
    case 'connecting':
    case 'starting':
      return { state, reason: phase.reason, attempt: phase.attempt, retryInMs: null };
    case 'live':
      return { state, reason: null, attempt: 0, retryInMs: null };
    case 'stalled':
      return { state, reason: 'no_media', attempt: 0, retryInMs: null };
    case 'backing_off': {
      const { reason, attempt } = phase;
      return { state, reason, attempt, retryInMs: Math.max(0, Math.round(phase.retryAtMs - nowMs)) };
    }
    case 'parked':
      return { state, reason: 'unauthorized', attempt: phase.attempt, retryInMs: null };
    default:
      return assertNever(phase);
  }
}

/** Whether the difference is worth telling; that the retry comes nearer is not. */
export function sameStatus(a: StreamStatus, b: StreamStatus): boolean {
  return a.state === b.state && a.reason === b.reason && a.attempt === b.attempt;
}
