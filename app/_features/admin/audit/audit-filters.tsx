import { useTranslations } from 'use-intl';
import { auditGroups } from '#core/contracts';
import { TextField } from '../field.tsx';
import { SearchField } from '../search-field.tsx';
import { SelectField } from '../select-field.tsx';
import { UnitFilter } from '../unit-filter.tsx';
import styles from './audit.module.css';
import { type AuditListQuery, fromLocalTime, toLocalTime } from './audit-query.ts';

/** Narrows the log: when, what, by whom, to what, from where. */
export function AuditFilters(props: {
  readonly query: AuditListQuery;
  readonly onChange: (change: AuditListQuery) => void;
}) {
  const { query, onChange } = props;
  const t = useTranslations('audit');
  return (
    <search className={styles.filters}>
      <TextField
        label={t('from')}
        type="datetime-local"
        value={toLocalTime(query.fromMs)}
        onChange={(text) => onChange({ fromMs: fromLocalTime(text) })}
      />
      <TextField
        label={t('until')}
        type="datetime-local"
        value={toLocalTime(query.untilMs)}
        onChange={(text) => onChange({ untilMs: fromLocalTime(text) })}
      />
      <SelectField
        label={t('group.label')}
        options={[
          { value: 'any', label: t('group.any') },
          ...auditGroups.map((value) => ({ value, label: t(`group.${value}`) })),
        ]}
        value={query.group ?? 'any'}
        onChange={(group) => onChange({ group: group === 'any' ? undefined : group })}
      />
      <SearchField label={t('actor')} text={query.actor ?? ''} onChange={(actor) => onChange({ actor })} />
      <SearchField
        label={t('subject')}
        text={query.subject ?? ''}
        onChange={(subject) => onChange({ subject })}
      />
      <SearchField
        label={t('address')}
        text={query.address ?? ''}
        onChange={(address) => onChange({ address })}
      />
      <UnitFilter
        action="audit.read"
        value={query.orgUnitId}
        onChange={(orgUnitId) => onChange({ orgUnitId })}
      />
    </search>
  );
}
