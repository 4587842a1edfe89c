import { useTranslations } from 'use-intl';
import { systemClock } from '#core/kit';
import styles from './field.module.css';
import { Field } from './field.tsx';
import { today } from './last-day.ts';

/** The last day of an account that is not for ever. */
export function LastDayField(props: {
  readonly label: string;
  readonly day: string;
  readonly onChange: (day: string) => void;
}) {
  const t = useTranslations('admin.date');
  const { label, day, onChange } = props;
  return (
    <Field label={label} isOptional hint={t('hint')}>
      {(links) => (
        <input
          {...links}
          type="date"
          className={styles.date}
          min={today(systemClock.now())}
          value={day}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}
