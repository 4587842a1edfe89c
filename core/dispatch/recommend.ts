import { distanceM, type LonLat } from '#core/geo';
import type { EpochMs } from '#core/kit';
import { isWithin, type OrgPath } from '#core/org';
import type { Squad, SquadKind, SquadPosition } from './squad.ts';

/** A squad with what is known of it at this moment. */
export interface Candidate {
  readonly squad: Squad;
  readonly position: SquadPosition | null;
  /** Whether an active assignment occupies it. */
  readonly busy: boolean;
}

/** Why a candidate stands where it stands; the words on screen are made from these. */
export type Reason =
  | { readonly code: 'free' }
  | { readonly code: 'busy' }
  | { readonly code: 'own_area' }
  | { readonly code: 'mutual_aid' }
  | { readonly code: 'position_fresh'; readonly ageMs: number }
  | { readonly code: 'position_stale'; readonly ageMs: number }
  | { readonly code: 'position_unknown' };

export interface Recommendation {
  readonly squad: Squad;
  readonly distanceM: number | null;
  readonly etaMs: number | null;
  readonly reasons: readonly Reason[];
  /** Estimated cost in ms: travel time plus what each drawback is worth. Lower is better. */
  readonly cost: number;
}

/** D5: a position older than this is shown, and ranks lower. */
export const POSITION_FRESH_MS = 3 * 60_000;

/** Roads are longer than the straight line; about 1.35 times in the published county networks. */
const DETOUR = 1.35;
const METRES_PER_MS: Readonly<Record<SquadKind, number>> = {
  police: 45 / 3600,
  brigade: 35 / 3600,
  village_team: 20 / 3600,
  volunteers: 8 / 3600,
};
const PENALTY_MS = { busy: 15 * 60_000, stale: 5 * 60_000, mutualAid: 60_000, unknownPosition: 30 * 60_000 };

/**
 * D6: ranks the squads on duty for a place: by travel time, freshness of the position, load, own area first,
 * neighbours as mutual aid. Every one says why it stands where it stands; equal costs keep the order of names.
 */
export function recommendSquads(
  place: LonLat,
  orgPath: OrgPath,
  candidates: readonly Candidate[],
  nowMs: EpochMs,
): Recommendation[] {
  return candidates
    .filter(({ squad }) => squad.onDuty)
    .map((candidate) => appraise(candidate, place, orgPath, nowMs))
    .sort((a, b) => a.cost - b.cost || a.squad.name.zh.localeCompare(b.squad.name.zh));
}

function appraise(
  { squad, position, busy }: Candidate,
  place: LonLat,
  orgPath: OrgPath,
  nowMs: EpochMs,
): Recommendation {
  const ownArea = isWithin(orgPath, squad.orgPath) || isWithin(squad.orgPath, orgPath);
  const metres = position === null ? null : distanceM(position, place) * DETOUR;
  const etaMs = metres === null ? null : metres / METRES_PER_MS[squad.kind];
  const ageMs = position === null ? null : Math.max(0, nowMs - position.atMs);
  const stale = ageMs !== null && ageMs > POSITION_FRESH_MS;
  const cost =
    (etaMs ?? PENALTY_MS.unknownPosition) +
    (busy ? PENALTY_MS.busy : 0) +
    (stale ? PENALTY_MS.stale : 0) +
    (ownArea ? 0 : PENALTY_MS.mutualAid);
  const reasons: Reason[] = [
    { code: busy ? 'busy' : 'free' },
    { code: ownArea ? 'own_area' : 'mutual_aid' },
    positionReason(ageMs, stale),
  ];
  return { squad, distanceM: metres === null ? null : metres / DETOUR, etaMs, reasons, cost };
}

function positionReason(ageMs: number | null, stale: boolean): Reason {
  if (ageMs === null) return { code: 'position_unknown' };
  return { code: stale ? 'position_stale' : 'position_fresh', ageMs };
}
