import type { OrgNode } from '#core/contracts';
import type { CameraId, OrgUnitId } from '#core/kit';
import type { UnitCameras } from '../../_lib/cameras/index.ts';

/** One line of the tree. */
export type TreeRow =
  | {
      readonly kind: 'unit';
      readonly key: string;
      readonly depth: number;
      readonly unit: OrgNode;
      readonly isOpen: boolean;
    }
  | { readonly kind: 'camera'; readonly key: string; readonly depth: number; readonly cameraId: CameraId }
  | {
      readonly kind: 'note';
      readonly key: string;
      readonly depth: number;
      readonly unitId: OrgUnitId;
      readonly note: 'loading' | 'failed' | 'empty';
    };

/** The lines on show: units from the top, each open one followed by the units below it and its own cameras. */
export function treeRows(
  units: readonly OrgNode[],
  open: ReadonlySet<OrgUnitId>,
  cameras: ReadonlyMap<OrgUnitId, UnitCameras>,
): TreeRow[] {
  const shown = new Set(units.map((unit) => unit.id));
  const below = new Map<OrgUnitId | null, OrgNode[]>();
  for (const unit of units) {
    const parent = unit.parentId !== null && shown.has(unit.parentId) ? unit.parentId : null;
    const siblings = below.get(parent);
    if (siblings === undefined) below.set(parent, [unit]);
    else siblings.push(unit);
  }
  const rows: TreeRow[] = [];
  const add = (unit: OrgNode, depth: number): void => {
    const isOpen = open.has(unit.id);
    rows.push({ kind: 'unit', key: unit.id, depth, unit, isOpen });
    if (!isOpen) return;
    const inside = below.get(unit.id) ?? [];
    for (const child of inside) add(child, depth + 1);
    rows.push(...cameraRows(unit.id, cameras.get(unit.id), depth + 1, inside.length > 0));
  };
  for (const unit of below.get(null) ?? []) add(unit, 0);
  return rows;
}

function cameraRows(
  unitId: OrgUnitId,
  cameras: UnitCameras | undefined,
  depth: number,
  hasUnits: boolean,
): TreeRow[] {
  const note = (word: 'loading' | 'failed' | 'empty'): TreeRow[] => [
    { kind: 'note', key: `${unitId}:note`, depth, unitId, note: word },
  ];
  if (cameras?.state === 'failed') return note('failed');
  if (cameras?.state !== 'loaded') return hasUnits ? [] : note('loading');
  if (cameras.ids.length === 0) return hasUnits ? [] : note('empty');
  return cameras.ids.map((cameraId) => ({ kind: 'camera', key: cameraId, depth, cameraId }));
}
