import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OrgUnitId } from '#core/kit';
import { isWithin, type OrgPath } from '#core/org';
import { climbTarget, type RoutingUnit, routeAlert } from './route.ts';

const unit = (path: string, staffed: boolean): RoutingUnit => ({
  id: `org_${path.replaceAll('.', '')}` as OrgUnitId,
  path: path as OrgPath,
  staffed,
});
const place = 'c.t.v' as OrgPath;

describe('routing', () => {
  it('R1 goes to the lowest staffed unit at or above the place', () => {
    const units = [unit('c', true), unit('c.t', true), unit('c.t.v', false), unit('c.u', true)];
    expect(routeAlert(place, units)).toMatchObject({ unit: { path: 'c.t' }, canClimb: true });
  });

  it('R2 goes to the root when nobody is staffed', () => {
    const units = [unit('c', false), unit('c.t', false), unit('c.t.v', false)];
    expect(routeAlert(place, units)).toMatchObject({ unit: { path: 'c' }, canClimb: false });
  });

  it('R3 climbs past unstaffed units, and no further than the top', () => {
    const units = [unit('c', true), unit('c.t', false), unit('c.t.v', true)];
    expect(climbTarget(place, units)).toMatchObject({ unit: { path: 'c' }, canClimb: false });
    expect(climbTarget('c' as OrgPath, units)).toBeNull();
  });

  it('R3 climbs to the root when nobody above is staffed any more', () => {
    const units = [unit('c', false), unit('c.t', false), unit('c.t.v', true)];
    expect(routeAlert(place, units)).toMatchObject({ unit: { path: 'c.t.v' }, canClimb: true });
    expect(climbTarget(place, units)).toMatchObject({ unit: { path: 'c' }, canClimb: false });
  });

  it('never leaves the line of ancestors, whoever is staffed', () => {
    const paths = ['c', 'c.t', 'c.t.v', 'c.u', 'c.u.w', 'd'];
    fc.assert(
      fc.property(fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }), (staffed) => {
        const units = paths.map((path, index) => unit(path, staffed[index] ?? false));
        const target = routeAlert(place, units);
        expect(target !== null && isWithin(place, target.unit.path)).toBe(true);
        const next = climbTarget(target?.unit.path ?? place, units);
        expect(next !== null).toBe(target?.canClimb);
      }),
    );
  });
});
