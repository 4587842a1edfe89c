import { and, asc, eq, exists, gt, inArray, isNull, sql } from 'drizzle-orm';
import type { Role } from '#core/access';
import type { EpochMs } from '#core/kit';
import type { OrgPath } from '#core/org';
import type { RoutingUnit } from '#core/routing';
import type { Queryable } from '../database/index.ts';
import { memberships, orgUnits, sessions, users } from '../schema/index.ts';

/** Who sits at a console. */
const CONSOLE_ROLES: readonly Role[] = ['operator', 'dispatcher', 'shift_leader'];
/** Whose session was not seen for longer has gone away. */
const SEEN_WITHIN_MS = 2 * 60_000;

/**
 * The unit at a path and its ancestors, each with whether somebody sits at its console now: has a live session and
 * belongs to exactly that unit. Takes no scope: it is for routing, not for showing.
 */
export async function staffedUnits(db: Queryable, orgPath: OrgPath, nowMs: EpochMs): Promise<RoutingUnit[]> {
  const atConsole = db
    .select({ one: sql`1` })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .innerJoin(sessions, eq(sessions.userId, users.id))
    .where(
      and(
        eq(memberships.orgUnitId, orgUnits.id),
        inArray(memberships.role, [...CONSOLE_ROLES]),
        isNull(users.disabledMs),
        isNull(sessions.revokedMs),
        gt(sessions.expiresMs, nowMs),
        gt(sql`${sessions.lastSeenMs} + ${sessions.idleTimeoutMs}`, nowMs),
        gt(sessions.lastSeenMs, nowMs - SEEN_WITHIN_MS),
      ),
    );
  return db
    .select({ id: orgUnits.id, path: orgUnits.path, staffed: sql<boolean>`${exists(atConsole)}` })
    .from(orgUnits)
    .where(sql`${orgUnits.path} @> ${orgPath}::ltree`)
    .orderBy(asc(orgUnits.path));
}
