import type { OrgNode } from '#core/contracts';
import type { OrgUnitId } from '#core/kit';
import { isWithin, type OrgPath } from '#core/org';

/** One line of the tree. */
export interface OrgRow {
  readonly unit: OrgNode;
  readonly depth: number;
  /** Null: there is nothing below it. */
  readonly isOpen: boolean | null;
  /** What was looked for is here, and not only below. */
  readonly isFound: boolean;
}

/**
 * The lines on show. While something is looked for, they are what was found and all above it, opened.
 * @param units parents before children, as the server sends them
 */
export function orgRows(
  units: readonly OrgNode[],
  open: ReadonlySet<OrgUnitId>,
  wanted: string,
): readonly OrgRow[] {
  const text = wanted.trim().toLowerCase();
  const found = text === '' ? null : foundUnits(units, text);
  const shown = new Set(units.map(({ id }) => id));
  const below = Map.groupBy(units, ({ parentId }) =>
    parentId !== null && shown.has(parentId) ? parentId : null,
  );
  const rows: OrgRow[] = [];
  const add = (unit: OrgNode, depth: number): void => {
    if (found !== null && !found.onTheWay.has(unit.path)) return;
    const inside = below.get(unit.id) ?? [];
    const isOpen = found === null ? open.has(unit.id) : inside.some(({ path }) => found.onTheWay.has(path));
    const isFound = found?.units.has(unit.id) === true;
    rows.push({ unit, depth, isOpen: inside.length === 0 ? null : isOpen, isFound });
    if (isOpen) for (const child of inside) add(child, depth + 1);
  };
  for (const unit of below.get(null) ?? []) add(unit, 0);
  return rows;
}

function foundUnits(units: readonly OrgNode[], text: string) {
  const hits = units.filter(({ name, path }) => {
    const code = path.slice(path.lastIndexOf('.') + 1);
    return [name.zh, name.en.toLowerCase(), code].some((known) => known.includes(text));
  });
  const onTheWay = new Set<OrgPath>();
  for (const { path } of hits) {
    for (let at: string = path; at !== '' && !onTheWay.has(at as OrgPath); ) {
      onTheWay.add(at as OrgPath);
      at = at.slice(0, Math.max(0, at.lastIndexOf('.')));
    }
  }
  return { units: new Set(hits.map(({ id }) => id)), onTheWay };
}

/** Those above a unit, from the top down, as far as they are on show. */
export function unitsAbove(units: readonly OrgNode[], unit: OrgNode): readonly OrgNode[] {
  return units.filter(({ id, path }) => id !== unit.id && isWithin(unit.path, path));
}
