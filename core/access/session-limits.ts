import type { Pending } from './principal.ts';
import type { Role } from './role.ts';
import type { SecurityProfile } from './sign-in-policy.ts';

/** How long a session lasts. */
export interface SessionLimits {
  /** Over when unused this long. An open page uses it. */
  readonly idleMs: number;
  /** Over then, used or not. */
  readonly absoluteMs: number;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/**
 * The limits of each role. No shift is longer than sixteen hours; whoever can change rights is asked again more often;
 * phones in a pocket and screens on a wall, which can do little, last long.
 */
const limits: Readonly<Record<Role, SessionLimits>> = {
  administrator: { idleMs: 30 * MINUTE_MS, absoluteMs: 12 * HOUR_MS },
  auditor: { idleMs: 30 * MINUTE_MS, absoluteMs: 12 * HOUR_MS },
  operator: { idleMs: HOUR_MS, absoluteMs: 16 * HOUR_MS },
  dispatcher: { idleMs: HOUR_MS, absoluteMs: 16 * HOUR_MS },
  shift_leader: { idleMs: HOUR_MS, absoluteMs: 16 * HOUR_MS },
  patrol: { idleMs: 16 * HOUR_MS, absoluteMs: 7 * DAY_MS },
  display: { idleMs: 30 * DAY_MS, absoluteMs: 400 * DAY_MS },
};

const longLived: readonly Role[] = ['patrol', 'display'];
const DESK: SessionLimits = limits.operator;
const MLPS3_IDLE_MS = 15 * MINUTE_MS;
/** Time enough to fetch a telephone from a locker; what is still owed then begins with the password again. */
const PENDING: SessionLimits = { idleMs: 15 * MINUTE_MS, absoluteMs: 30 * MINUTE_MS };

/** The limits of an account's session: the strictest of its roles. What still owes something is short. */
export function sessionLimits(
  held: readonly Role[],
  profile: SecurityProfile,
  pending: Pending | null,
): SessionLimits {
  if (pending !== null) return PENDING;
  const own = held.length === 0 ? [DESK] : held.map((role) => limits[role]);
  const idleMs = Math.min(...own.map((limit) => limit.idleMs));
  const isAtDesk = held.some((role) => !longLived.includes(role));
  return {
    idleMs: profile === 'mlps3' && isAtDesk ? Math.min(idleMs, MLPS3_IDLE_MS) : idleMs,
    absoluteMs: Math.min(...own.map((limit) => limit.absoluteMs)),
  };
}
