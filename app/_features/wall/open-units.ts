import { useMemo } from 'react';
import type { OrgNode } from '#core/contracts';
import type { OrgUnitId } from '#core/kit';
import { createStore, useStoreValue } from '../../_lib/store/index.ts';

/** Units the user has open in the tree; `null` until the first touch. */
const openUnitsStore = createStore<ReadonlySet<OrgUnitId> | null>(null);

/** The open units: at first the tops of the tree, so that it never greets with a single closed line. */
export function useOpenUnits(units: readonly OrgNode[]): ReadonlySet<OrgUnitId> {
  const chosen = useStoreValue(openUnitsStore);
  return useMemo(() => chosen ?? tops(units), [chosen, units]);
}

/** The same, outside of a render. */
export function openedUnits(units: readonly OrgNode[]): ReadonlySet<OrgUnitId> {
  return openUnitsStore.get() ?? tops(units);
}

/** Opens a unit, or closes it. */
export function toggleUnit(open: ReadonlySet<OrgUnitId>, unitId: OrgUnitId): void {
  const next = new Set(open);
  if (!next.delete(unitId)) next.add(unitId);
  openUnitsStore.set(next);
}

function tops(units: readonly OrgNode[]): ReadonlySet<OrgUnitId> {
  const shown = new Set(units.map((unit) => unit.id));
  return new Set(
    units.filter(({ parentId }) => parentId === null || !shown.has(parentId)).map((unit) => unit.id),
  );
}
