import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import type { OrgNode } from '#core/contracts';
import type { OrgUnitId } from '#core/kit';
import { orgStore } from '../../../_lib/cameras/index.ts';
import { useLocalized } from '../../../_lib/i18n/index.ts';
import { useStore } from '../../../_lib/store/index.ts';
import { Icon } from '../../../_ui/icon.tsx';
import { orgKey } from './org-keys.ts';
import { type OrgRow, orgRows } from './org-rows.ts';
import styles from './org-tree.module.css';

export interface OrgTreeProps {
  readonly units: readonly OrgNode[];
  readonly chosen: OrgUnitId | null;
  readonly onChoose: (id: OrgUnitId) => void;
}

/** The units the user administers; only the lines in view are drawn. */
export function OrgTree({ units, chosen, onChoose }: OrgTreeProps) {
  const t = useTranslations('admin.org');
  const [wanted, setWanted] = useState('');
  const { open, toggle } = useOpen(units, chosen);
  const rows = useMemo(() => orgRows(units, open, wanted), [units, open, wanted]);
  const list = useRef<HTMLDivElement>(null);
  const virtual = useLines(list, rows.length);
  const active = Math.max(
    0,
    rows.findIndex(({ unit }) => unit.id === chosen),
  );
  const choose = (index: number) => {
    const row = rows[index];
    if (row === undefined) return;
    onChoose(row.unit.id);
    virtual.scrollToIndex(index);
  };
  const onKey = (event: KeyboardEvent) => {
    const asked = orgKey(event.key, rows, active);
    if (asked === null) return;
    event.preventDefault();
    if (asked.type === 'toggle') toggle(asked.id);
    else choose(asked.index);
  };
  return (
    <div className={styles.panel}>
      <div className={styles.search}>
        <Icon name="search" size={14} />
        <input
          type="search"
          aria-label={t('search')}
          placeholder={t('search')}
          value={wanted}
          onChange={(event) => setWanted(event.currentTarget.value)}
        />
      </div>
      <div
        ref={list}
        role="tree"
        tabIndex={0}
        className={styles.list}
        aria-label={t('tree')}
        aria-activedescendant={`unit-${active}`}
        onKeyDown={onKey}
      >
        {rows.length === 0 && <p className={styles.note}>{t(wanted === '' ? 'noUnits' : 'noneFound')}</p>}
        <div className={styles.lines} style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ index, start }) => {
            const row = rows[index];
            return row === undefined ? null : (
              <div key={row.unit.id} className={styles.line} style={{ transform: `translateY(${start}px)` }}>
                <UnitLine
                  id={`unit-${index}`}
                  row={row}
                  isChosen={row.unit.id === chosen}
                  onChoose={() => onChoose(row.unit.id)}
                  onToggle={() => toggle(row.unit.id)}
                />
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}

function UnitLine(props: {
  readonly id: string;
  readonly row: OrgRow;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
  readonly onToggle: () => void;
}) {
  const { unit, depth, isOpen, isFound } = props.row;
  const t = useTranslations('admin.org');
  const format = useFormatter();
  const localized = useLocalized();
  const cameras = useStore(orgStore.view, (view) => view?.counts.get(unit.path)?.total ?? 0);
  return (
    <div
      id={props.id}
      role="treeitem"
      tabIndex={-1}
      aria-level={depth + 1}
      aria-expanded={isOpen ?? undefined}
      aria-selected={props.isChosen}
      className={styles.row}
      data-closed={unit.closed}
      style={{ paddingLeft: `${0.25 + depth * 1}rem` }}
      onClick={props.onChoose}
      onDoubleClick={props.onToggle}
      onKeyDown={(event) => event.key === 'Enter' && props.onChoose()}
    >
      <button
        type="button"
        tabIndex={-1}
        className={styles.twist}
        data-none={isOpen === null}
        aria-label={t(isOpen === true ? 'collapse' : 'expand', { name: localized(unit.name) })}
        onClick={(event) => {
          event.stopPropagation();
          props.onToggle();
        }}
      >
        <Icon name="chevron" size={10} />
      </button>
      <span className={styles.name} data-found={isFound} title={localized(unit.name)}>
        {localized(unit.name)}
      </span>
      <span className={styles.level}>{unit.closed ? t('closed') : t(`levels.${unit.level}`)}</span>
      <span className={styles.count} role="img" aria-label={t('camerasHere', { count: cameras })}>
        {format.number(cameras)}
      </span>
    </div>
  );
}

/** Which units are open: at first the tops, and whatever the chosen one lies below. */
function useOpen(units: readonly OrgNode[], chosen: OrgUnitId | null) {
  const [touched, setTouched] = useState<ReadonlyMap<OrgUnitId, boolean>>(new Map());
  const open = useMemo(() => {
    const shown = new Set(units.map(({ id }) => id));
    const path = units.find(({ id }) => id === chosen)?.path ?? '';
    const isOpen = ({ id, parentId, path: own }: OrgNode) =>
      touched.get(id) ?? (parentId === null || !shown.has(parentId) || path.startsWith(`${own}.`));
    return new Set(units.filter(isOpen).map(({ id }) => id));
  }, [units, chosen, touched]);
  const toggle = (id: OrgUnitId) => setTouched((before) => new Map(before).set(id, !open.has(id)));
  return { open, toggle };
}

/** Lines are as high as the style sheet makes them, in rem, so that they grow with the screen. */
function useLines(list: React.RefObject<HTMLDivElement | null>, count: number) {
  const estimateSize = useCallback(() => {
    const remPx = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
    return remPx * (window.innerWidth < 720 ? 2.5 : 1.875);
  }, []);
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => list.current,
    estimateSize,
    overscan: 12,
  });
  useEffect(() => virtual.measure(), [virtual]);
  return virtual;
}
