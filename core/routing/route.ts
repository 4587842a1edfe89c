import type { OrgUnitId } from '#core/kit';
import { type OrgPath, selfAndAncestors } from '#core/org';

/** An org unit that could take an alert, and whether somebody sits at its console. */
export interface RoutingUnit {
  readonly id: OrgUnitId;
  readonly path: OrgPath;
  readonly staffed: boolean;
}

export interface RoutingTarget {
  readonly unit: RoutingUnit;
  /** Whether there is a staffed unit above, to which it can climb. */
  readonly canClimb: boolean;
}

/**
 * R1: an alert goes to the lowest staffed unit at or above its place; R2: with nobody staffed, to the root, so that
 * it is never nobody's. Small matters stay in the village, large ones in the township, hard ones in the county.
 * @param units at least the place's own unit and its ancestors; others are ignored
 * @returns null only when `units` holds no ancestor of the place at all
 */
export function routeAlert(place: OrgPath, units: readonly RoutingUnit[]): RoutingTarget | null {
  const chain = ancestorsAmong(place, units);
  const target = chain.find((unit) => unit.staffed) ?? chain.at(-1);
  return target === undefined ? null : { unit: target, canClimb: staffedAbove(target, chain) !== undefined };
}

/** R3: climbing goes to the next staffed unit above; null at the top. */
export function climbTarget(holder: OrgPath, units: readonly RoutingUnit[]): RoutingTarget | null {
  const chain = ancestorsAmong(holder, units);
  const own = chain.find((unit) => unit.path === holder);
  const next = own === undefined ? undefined : staffedAbove(own, chain);
  return next === undefined ? null : { unit: next, canClimb: staffedAbove(next, chain) !== undefined };
}

function ancestorsAmong(path: OrgPath, units: readonly RoutingUnit[]): RoutingUnit[] {
  const byPath = new Map(units.map((unit) => [unit.path, unit]));
  return selfAndAncestors(path).flatMap((ancestor) => byPath.get(ancestor) ?? []);
}

function staffedAbove(unit: RoutingUnit, chain: readonly RoutingUnit[]): RoutingUnit | undefined {
  return chain.slice(chain.indexOf(unit) + 1).find((candidate) => candidate.staffed);
}
