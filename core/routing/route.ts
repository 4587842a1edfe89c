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
  /** Whether there is a unit above, to which it can climb. */
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
  return target === undefined ? null : { unit: target, canClimb: target !== chain.at(-1) };
}

/**
 * R3: climbing goes to the next staffed unit above, and with nobody staffed there to the root, so that it never stays
 * with somebody who does not act; null at the top.
 */
export function climbTarget(holder: OrgPath, units: readonly RoutingUnit[]): RoutingTarget | null {
  const chain = ancestorsAmong(holder, units);
  const own = chain.find((unit) => unit.path === holder);
  const above = own === undefined ? [] : chain.slice(chain.indexOf(own) + 1);
  const next = above.find((unit) => unit.staffed) ?? above.at(-1);
  return next === undefined ? null : { unit: next, canClimb: next !== chain.at(-1) };
}

function ancestorsAmong(path: OrgPath, units: readonly RoutingUnit[]): RoutingUnit[] {
  const byPath = new Map(units.map((unit) => [unit.path, unit]));
  return selfAndAncestors(path).flatMap((ancestor) => byPath.get(ancestor) ?? []);
}
