import type { OrgNode } from '#core/contracts';
import { inScope, type Scope } from '#core/org';

/** An org unit to choose, with those above it from the top down. */
export interface UnitChoice {
  readonly unit: OrgNode;
  readonly above: readonly OrgNode[];
}

/** A list longer than this is not read; typing another letter is quicker. */
export const CHOICES_MAX = 60;

/** The open units of a scope whose name in either language, or division code, has this text in it; in tree order. */
export function findUnits(units: readonly OrgNode[], scope: Scope, text: string): UnitChoice[] {
  const wanted = text.trim().toLowerCase();
  const byId = new Map(units.map((unit) => [unit.id, unit]));
  return units
    .filter(({ path, name, closed }) => {
      if (closed || !inScope(scope, path)) return false;
      const code = path.split('.').at(-1) ?? '';
      return [name.zh, name.en.toLowerCase(), code].some((known) => known.includes(wanted));
    })
    .slice(0, CHOICES_MAX)
    .map((unit) => ({ unit, above: unitsAbove(unit, byId) }));
}

function unitsAbove(unit: OrgNode, byId: ReadonlyMap<string, OrgNode>): OrgNode[] {
  const parent = unit.parentId === null ? undefined : byId.get(unit.parentId);
  return parent === undefined ? [] : [...unitsAbove(parent, byId), parent];
}
