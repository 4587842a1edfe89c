import { describe, expect, it } from 'vitest';
import { destination } from '#core/geo';
import type { OrgUnitId, SquadId } from '#core/kit';
import type { OrgPath } from '#core/org';
import { type Candidate, POSITION_FRESH_MS, recommendSquads } from './recommend.ts';

const place = { lon: 100, lat: 30 };
const NOW_MS = 10_000_000;

function candidate(
  name: string,
  metres: number,
  changes: Partial<{ busy: boolean; ageMs: number; path: string; onDuty: boolean }> = {},
): Candidate {
  const { busy = false, ageMs = 4000, path = 'c.t', onDuty = true } = changes;
  return {
    squad: {
      id: `sqd_${name}` as SquadId,
      name: { zh: name, en: name },
      kind: 'police',
      orgUnitId: 'org_t' as OrgUnitId,
      orgPath: path as OrgPath,
      onDuty,
    },
    position: { ...destination(place, 90, metres), headingDeg: null, atMs: NOW_MS - ageMs },
    busy,
  };
}

const rank = (...candidates: readonly Candidate[]) =>
  recommendSquads(place, 'c.t.v' as OrgPath, candidates, NOW_MS).map(({ squad }) => squad.name.en);

describe('recommendation', () => {
  it('D6 puts the nearest free squad first, and leaves out who is off duty', () => {
    expect(
      rank(candidate('far', 3000), candidate('near', 800), candidate('off', 10, { onDuty: false })),
    ).toEqual(['near', 'far']);
  });

  it('D5 ranks an old position lower and says how old it is', () => {
    const stale = candidate('stale', 700, { ageMs: POSITION_FRESH_MS + 1 });
    expect(rank(stale, candidate('fresh', 900))).toEqual(['fresh', 'stale']);
    const [, second] = recommendSquads(place, 'c.t' as OrgPath, [stale, candidate('fresh', 900)], NOW_MS);
    expect(second?.reasons).toContainEqual({ code: 'position_stale', ageMs: POSITION_FRESH_MS + 1 });
  });

  it('D6 prefers a free squad and its own area when distances are alike', () => {
    expect(rank(candidate('busy', 900, { busy: true }), candidate('free', 1000))).toEqual(['free', 'busy']);
    expect(rank(candidate('neighbour', 900, { path: 'c.u' }), candidate('own', 1000))).toEqual([
      'own',
      'neighbour',
    ]);
  });

  it('keeps a squad whose position is unknown, last', () => {
    const lost = { ...candidate('lost', 0), position: null };
    const ranked = recommendSquads(place, 'c.t' as OrgPath, [lost, candidate('far', 9000)], NOW_MS);
    expect(ranked.map(({ squad }) => squad.name.en)).toEqual(['far', 'lost']);
    expect(ranked[1]).toMatchObject({ etaMs: null, distanceM: null });
  });
});
