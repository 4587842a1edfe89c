import { useTranslations } from 'use-intl';
import { assertNever, type OrgUnitId } from '#core/kit';
import { loadUnitCameras } from '../../_lib/cameras/index.ts';
import styles from './camera-panel.module.css';
import { CameraRow, cameraHandlers } from './camera-row.tsx';
import type { TreeRow } from './tree-rows.ts';
import { UnitRow } from './unit-row.tsx';

export interface TreeLineProps {
  readonly id: string;
  readonly row: TreeRow;
  readonly isActive: boolean;
  readonly onToggle: (unitId: OrgUnitId) => void;
  readonly onPlaced: () => void;
}

/** One line of the tree, of whichever kind. */
export function TreeLine({ id, row, isActive, onToggle, onPlaced }: TreeLineProps) {
  const { depth } = row;
  switch (row.kind) {
    case 'unit':
      return (
        <UnitRow
          id={id}
          unit={row.unit}
          depth={depth}
          isOpen={row.isOpen}
          isActive={isActive}
          onToggle={() => onToggle(row.unit.id)}
        />
      );
    case 'camera':
      return (
        <div
          id={id}
          role="treeitem"
          tabIndex={-1}
          aria-level={depth + 1}
          aria-selected={isActive}
          className={styles.row}
          data-kind="camera"
          data-camera={row.cameraId}
          style={{ paddingLeft: `${0.5 + depth * 0.875}rem` }}
          {...cameraHandlers(row.cameraId, onPlaced)}
        >
          <CameraRow cameraId={row.cameraId} />
        </div>
      );
    case 'note':
      return <NoteRow id={id} row={row} />;
    default:
      return assertNever(row);
  }
}

function NoteRow({ id, row }: { readonly id: string; readonly row: Extract<TreeRow, { kind: 'note' }> }) {
  const t = useTranslations('tree');
  const style = { paddingLeft: `${0.5 + row.depth * 0.875}rem` };
  if (row.note !== 'failed') {
    return (
      <div id={id} className={styles.row} style={style}>
        {t(row.note)}
      </div>
    );
  }
  return (
    <button
      id={id}
      type="button"
      className={styles.row}
      style={style}
      onClick={() => void loadUnitCameras(row.unitId)}
    >
      {t('failed')}
    </button>
  );
}
