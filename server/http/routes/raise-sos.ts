import type { z } from 'zod';
import type { sosRequestSchema } from '#core/contracts';
import type { AlertId, SquadId } from '#core/kit';
import { findOrgUnit, findSquad, ingestAlerts, systemScope } from '#db/repositories';
import { HttpProblem } from '../errors/problem.ts';
import type { Services } from '../services.ts';

/** What the alerts of handhelds name as their source. */
const SOURCE = 'handheld';

/**
 * Raises the alert of a squad that needs help, where it says it is, else where it was last. While one is open another
 * is a repeat of it.
 * @throws HttpProblem `not_found`, `patrol.action_id_taken`
 */
export async function raiseSos(
  squadId: SquadId,
  { actionId, atMs, position }: z.infer<typeof sosRequestSchema>,
  { db, clock, random }: Services,
): Promise<AlertId> {
  const found = await findSquad(db, systemScope, squadId);
  const unit = found && (await findOrgUnit(db, systemScope, found.squad.orgUnitId));
  if (found === null || unit === null) throw new HttpProblem('not_found');
  const place = position ?? found.position;
  const [result] = await ingestAlerts(db, {
    source: SOURCE,
    items: [
      {
        sourceEventId: `${squadId}/${actionId}`,
        kind: 'sos',
        unitCode: unit.path.split('.').at(-1) ?? '', // its division code, see OrgPath
        place: unit.name,
        details: found.squad.name,
        ...(place !== null && { position: { lon: place.lon, lat: place.lat } }),
        dedupKey: `sos/${squadId}`,
        occurredAtMs: atMs,
        condition: 'active',
      },
    ],
    nowMs: clock.now(),
    random,
  });
  if (result === undefined || result.result === 'refused') throw new HttpProblem('patrol.action_id_taken');
  return result.alertId;
}
