import { useFormatter, useTranslations } from 'use-intl';
import type { OrgNode } from '#core/contracts';
import { orgStore } from '../../_lib/cameras/index.ts';
import { useLocalized } from '../../_lib/i18n/index.ts';
import { useStore } from '../../_lib/store/index.ts';
import { Icon } from '../../_ui/icon.tsx';
import styles from './camera-panel.module.css';

export interface UnitRowProps {
  readonly id: string;
  readonly unit: OrgNode;
  readonly depth: number;
  readonly isOpen: boolean;
  readonly isActive: boolean;
  readonly onToggle: () => void;
}

/** An org unit with its live counts; a click opens or closes it. */
export function UnitRow({ id, unit, depth, isOpen, isActive, onToggle }: UnitRowProps) {
  const localized = useLocalized();
  return (
    <div
      id={id}
      role="treeitem"
      tabIndex={-1}
      aria-level={depth + 1}
      aria-expanded={isOpen}
      aria-selected={isActive}
      className={styles.row}
      data-kind="unit"
      style={{ paddingLeft: `${0.5 + depth * 0.875}rem` }}
      onClick={onToggle}
      onKeyDown={(event) => event.key === 'Enter' && onToggle()}
    >
      <span className={styles.twist}>
        <Icon name="chevron" size={10} />
      </span>
      <span className={styles.name} title={localized(unit.name)}>
        {localized(unit.name)}
      </span>
      <Counts path={unit.path} />
    </div>
  );
}

function Counts({ path }: { readonly path: string }) {
  const t = useTranslations('tree');
  const format = useFormatter();
  const count = useStore(orgStore.view, (view) => view?.counts.get(path));
  if (count === undefined) return null;
  return (
    <span className={styles.counts} role="img" aria-label={t('counts', { ...count })}>
      <i>{format.number(count.online, { useGrouping: false })}</i> /{' '}
      {format.number(count.total, { useGrouping: false })}
    </span>
  );
}
