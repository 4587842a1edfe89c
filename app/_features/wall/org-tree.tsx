import { useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { OrgNode } from '#core/contracts';
import { loadUnitCameras, orgStore, unitCamerasStore } from '../../_lib/cameras/index.ts';
import { useStore, useStoreValue } from '../../_lib/store/index.ts';
import styles from './camera-panel.module.css';
import { openedUnits, toggleUnit, useOpenUnits } from './open-units.ts';
import { treeKey } from './tree-keys.ts';
import { TreeLine } from './tree-line.tsx';
import { treeRows } from './tree-rows.ts';
import { act } from './wall-store.ts';

const noUnits: readonly OrgNode[] = [];

/** The organisation as far as the user may see it, with its cameras; only the lines in view are drawn. */
export function OrgTree({ onPlaced }: { readonly onPlaced: () => void }) {
  const t = useTranslations('tree');
  const isLoaded = useStore(orgStore.view, (view) => view !== null);
  const units = useStore(orgStore.view, (view) => view?.units ?? noUnits);
  const open = useOpenUnits(units);
  const cameras = useStoreValue(unitCamerasStore);
  const rows = useMemo(() => treeRows(units, open, cameras), [units, open, cameras]);
  const [activeKey, setActiveKey] = useState<string | null>(null);
  const list = useRef<HTMLDivElement>(null);
  const virtual = useLines(list, rows.length);
  useEffect(() => {
    for (const id of open) void loadUnitCameras(id);
  }, [open]);

  const activeIndex = Math.max(
    0,
    rows.findIndex((row) => row.key === activeKey),
  );
  const onKey = treeKey(rows, activeIndex, {
    activate: (index) => {
      setActiveKey(rows[index]?.key ?? null);
      virtual.scrollToIndex(index);
    },
    toggle: (unitId) => toggleUnit(openedUnits(units), unitId),
    place: (cameraId) => {
      act({ type: 'place', cameraId });
      onPlaced();
    },
  });
  return (
    <div
      ref={list}
      role="tree"
      tabIndex={0}
      className={styles.list}
      aria-label={t('label')}
      aria-activedescendant={`line-${activeIndex}`}
      onKeyDown={onKey}
    >
      {!isLoaded && <p className={styles.note}>{t('loading')}</p>}
      {isLoaded && rows.length === 0 && <p className={styles.note}>{t('noUnits')}</p>}
      <div className={styles.lines} style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, start }) => {
          const row = rows[index];
          return row === undefined ? null : (
            <div key={row.key} className={styles.line} style={{ transform: `translateY(${start}px)` }}>
              <TreeLine
                id={`line-${index}`}
                row={row}
                isActive={index === activeIndex}
                onToggle={(unitId) => {
                  setActiveKey(row.key);
                  toggleUnit(openedUnits(units), unitId);
                }}
                onPlaced={() => {
                  setActiveKey(row.key);
                  onPlaced();
                }}
              />
            </div>
          );
        })}
      </div>
    </div>
  );
}

/** Lines are as high as the style sheet makes them, in rem, so that they grow with the wall. */
function useLines(list: React.RefObject<HTMLDivElement | null>, count: number) {
  const estimateSize = useCallback(() => {
    const remPx = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
    return remPx * (window.innerWidth < 720 ? 2.5 : 1.75);
  }, []);
  return useVirtualizer({ count, getScrollElement: () => list.current, estimateSize, overscan: 12 });
}
