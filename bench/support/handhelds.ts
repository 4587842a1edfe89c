import type { SquadPositionUpdate } from '#core/contracts';
import type { SquadId } from '#core/kit';
import type { NewSquad } from '#db/repositories';
import { placeId } from '#test/county-rows';

/** People's handhelds of a large county, which report every half minute, and its squads', every five seconds. */
const HANDHELDS = 10_720;
const HANDHELD_EVERY_S = 30;
const SQUADS = 380;
const SQUAD_EVERY_S = 5;

const TOWNSHIPS = 23;
const VILLAGES_EACH = 18;

interface Reporter {
  readonly id: SquadId;
  readonly everyS: number;
}

/**
 * All who report. The product knows positions of squads only, so that every handheld is a squad here: it costs the
 * same to store and to tell, and more than it would where only squads are listed.
 */
const reporters: readonly Reporter[] = Array.from({ length: HANDHELDS + SQUADS }, (_, index) => ({
  id: `sqd_${String(index).padStart(5, '0')}` as SquadId,
  everyS: index < HANDHELDS ? HANDHELD_EVERY_S : SQUAD_EVERY_S,
}));

/** Positions reported in one second. */
export const REPORTS_PER_SECOND = HANDHELDS / HANDHELD_EVERY_S + SQUADS / SQUAD_EVERY_S;

/** As they are registered: spread over all villages. */
export function handheldSquads(): NewSquad[] {
  return reporters.map(({ id, everyS }, index) => ({
    id,
    name: { zh: `巡防${index}队`, en: `Patrol ${index}` },
    kind: everyS === SQUAD_EVERY_S ? 'police' : 'volunteers',
    orgUnitId: placeId(index % TOWNSHIPS, Math.floor(index / TOWNSHIPS) % VILLAGES_EACH),
    onDuty: true,
  }));
}

/**
 * Where those are who report in one second, each a step further than the last time.
 * @param second counts from 0; every reporter has its turn once in its interval, evenly dealt
 */
export function reportsOf(second: number, atMs: number): SquadPositionUpdate[] {
  return reporters.flatMap(({ id, everyS }, index) => {
    if (index % everyS !== second % everyS) return [];
    const [lon, lat] = [119 + (index % 100) / 100, 29 + Math.floor(index / 100) / 100];
    return [{ squadId: id, lon: lon + second / 1e5, lat, headingDeg: 90, atMs }];
  });
}
