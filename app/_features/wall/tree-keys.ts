import type { CameraId, OrgUnitId } from '#core/kit';
import type { TreeRow } from './tree-rows.ts';

export interface TreeActions {
  readonly activate: (index: number) => void;
  readonly toggle: (unitId: OrgUnitId) => void;
  readonly place: (cameraId: CameraId) => void;
}

interface PressedKey {
  readonly key: string;
  preventDefault(): void;
  stopPropagation(): void;
}

/** The keys of a tree, as the WAI-ARIA practices have them; others go on to the wall. */
export function treeKey(rows: readonly TreeRow[], active: number, actions: TreeActions) {
  return (event: PressedKey): void => {
    const run = commandFor(event.key, rows, active, actions);
    if (run === null) return;
    event.preventDefault();
    event.stopPropagation();
    run();
  };
}

function commandFor(
  key: string,
  rows: readonly TreeRow[],
  active: number,
  actions: TreeActions,
): (() => void) | null {
  const row = rows[active];
  if (row === undefined) return null;
  const to = (index: number) => () => actions.activate(Math.max(0, Math.min(rows.length - 1, index)));
  switch (key) {
    case 'ArrowDown':
      return to(active + 1);
    case 'ArrowUp':
      return to(active - 1);
    case 'Home':
      return to(0);
    case 'End':
      return to(rows.length - 1);
    case 'ArrowRight':
      if (row.kind === 'unit' && !row.isOpen) return () => actions.toggle(row.unit.id);
      return to(active + 1);
    case 'ArrowLeft':
      if (row.kind === 'unit' && row.isOpen) return () => actions.toggle(row.unit.id);
      return to(rows.findLastIndex((other, index) => index < active && other.depth < row.depth));
    case 'Enter':
      if (row.kind === 'unit') return () => actions.toggle(row.unit.id);
      return row.kind === 'camera' ? () => actions.place(row.cameraId) : null;
    default:
      return null;
  }
}
