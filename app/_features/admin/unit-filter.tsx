import { useTranslations } from 'use-intl';
import type { Action } from '#core/access';
import type { OrgUnitId } from '#core/kit';
import { Icon } from '../../_ui/icon.tsx';
import { UnitField } from './unit-field.tsx';
import styles from './unit-filter.module.css';

/** Narrows a list to a unit and those below it, until it is cleared. */
export function UnitFilter(props: {
  readonly value: OrgUnitId | undefined;
  readonly onChange: (unitId: OrgUnitId | undefined) => void;
  /** What the user must be allowed to do in the unit. */
  readonly action: Action;
}) {
  const { value, onChange, action } = props;
  const t = useTranslations('admin.unit');
  return (
    <div className={styles.unit}>
      <UnitField
        label={t('label')}
        action={action}
        value={value ?? null}
        placeholder={t('any')}
        onChange={onChange}
      />
      {value !== undefined && (
        <button
          type="button"
          className={styles.clear}
          aria-label={t('clear')}
          title={t('clear')}
          onClick={() => onChange(undefined)}
        >
          <Icon name="close" size={12} />
        </button>
      )}
    </div>
  );
}
