import { useTranslations } from 'use-intl';
import { cameraClasses } from '#core/camera';
import { Choice } from '../../../_ui/choice.tsx';
import { SearchField } from '../search-field.tsx';
import { UnitFilter } from '../unit-filter.tsx';
import styles from './camera-list.module.css';
import type { ListQuery } from './list-query.ts';

const states = ['online', 'offline', 'unknown'] as const;

/** Narrows the list. */
export function ListFilters(props: {
  readonly query: ListQuery;
  readonly onChange: (change: ListQuery) => void;
}) {
  const { query, onChange } = props;
  const t = useTranslations();
  const all = { value: 'all', label: t('admin.list.all') } as const;
  return (
    <search className={styles.filters}>
      <SearchField
        label={t('admin.list.search')}
        text={query.search ?? ''}
        onChange={(search) => onChange({ search })}
      />
      <UnitFilter
        action="camera.register"
        value={query.orgUnitId}
        onChange={(orgUnitId) => onChange({ orgUnitId })}
      />
      <div className={styles.choice}>
        <span>{t('admin.list.class')}</span>
        <Choice
          label={t('admin.list.class')}
          options={[all, ...cameraClasses.map((value) => ({ value, label: t(`class.${value}`) }))]}
          value={query.class ?? 'all'}
          onChange={(value) => onChange({ class: value === 'all' ? undefined : value })}
        />
      </div>
      <div className={styles.choice}>
        <span>{t('admin.list.state')}</span>
        <Choice
          label={t('admin.list.state')}
          options={[all, ...states.map((value) => ({ value, label: t(`health.${value}`) }))]}
          value={query.state ?? 'all'}
          onChange={(value) => onChange({ state: value === 'all' ? undefined : value })}
        />
      </div>
    </search>
  );
}
