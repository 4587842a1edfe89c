import { type Candidate, type Recommendation, recommendSquads } from '#core/dispatch';
import type { LonLat } from '#core/geo';
import type { EpochMs } from '#core/kit';
import type { OrgPath } from '#core/org';

/** Ranks squads for something that may have no position; then how far they are does not count. */
export function recommendFor(
  { position, orgPath }: { readonly position: LonLat | null; readonly orgPath: OrgPath },
  candidates: readonly Candidate[],
  nowMs: EpochMs,
): Recommendation[] {
  if (position !== null) return recommendSquads(position, orgPath, candidates, nowMs);
  const unplaced = candidates.map((candidate) => ({ ...candidate, position: null }));
  return recommendSquads({ lon: 0, lat: 0 }, orgPath, unplaced, nowMs);
}
