import { type Alert, escalationDelayMs } from '#core/alert';
import { assertNever, type EpochMs } from '#core/kit';

/** What the clock of an alert counts towards. */
export type Deadline =
  /** Nobody has it yet, or somebody is on it, or it has ended: nothing runs out. */
  | { readonly kind: 'none' }
  /** It climbs to the next level at `atMs`. */
  | { readonly kind: 'climbs'; readonly atMs: EpochMs }
  /** It is at the top, and should be taken on by `atMs`. */
  | { readonly kind: 'answer'; readonly atMs: EpochMs }
  /** It comes back at `atMs`. */
  | { readonly kind: 'returns'; readonly atMs: EpochMs };

/** The deadline of an alert. At the top of the county nobody is left to climb to, but its time still runs out. */
export function deadlineOf({ state, priority }: Alert): Deadline {
  switch (state.phase) {
    case 'routed':
      return state.escalateAtMs === null
        ? { kind: 'answer', atMs: state.holder.sinceMs + escalationDelayMs(priority) }
        : { kind: 'climbs', atMs: state.escalateAtMs };
    case 'shelved':
      return { kind: 'returns', atMs: state.untilMs };
    case 'raised':
    case 'acknowledged':
    case 'cleared':
      return { kind: 'none' };
    default:
      return assertNever(state);
  }
}

/** Time left until a deadline, or time over it. */
export interface TimeLeft {
  readonly ms: number;
  readonly isOver: boolean;
}

/** How much time is left at `nowMs`; both directions count in whole seconds the way a clock on a wall does. */
export function timeLeft(atMs: EpochMs, nowMs: EpochMs): TimeLeft {
  const leftMs = atMs - nowMs;
  return leftMs >= 0
    ? { ms: Math.ceil(leftMs / 1_000) * 1_000, isOver: false }
    : { ms: Math.floor(-leftMs / 1_000) * 1_000, isOver: true };
}
