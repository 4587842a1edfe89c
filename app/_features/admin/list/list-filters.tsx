import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import { cameraClasses } from '#core/camera';
import { Choice } from '../../../_ui/choice.tsx';
import { Icon } from '../../../_ui/icon.tsx';
import { Field, TextField } from '../field.tsx';
import { UnitSelect } from '../unit-select.tsx';
import styles from './camera-list.module.css';
import type { ListQuery } from './list-query.ts';

const states = ['online', 'offline', 'unknown'] as const;
/** Fast enough to feel immediate, slow enough not to ask for every letter. */
const TYPING_PAUSE_MS = 250;

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
      <SearchField text={query.search ?? ''} onChange={(search) => onChange({ search })} />
      <div className={styles.unit}>
        <Field label={t('admin.unit.label')}>
          {(links) => (
            <UnitSelect
              links={links}
              value={query.orgUnitId ?? null}
              placeholder={t('admin.unit.any')}
              onChange={(orgUnitId) => onChange({ orgUnitId })}
            />
          )}
        </Field>
        {query.orgUnitId !== undefined && (
          <button
            type="button"
            className={styles.clear}
            aria-label={t('admin.unit.clear')}
            title={t('admin.unit.clear')}
            onClick={() => onChange({ orgUnitId: undefined })}
          >
            <Icon name="close" size={12} />
          </button>
        )}
      </div>
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

/** What is typed goes into the address after a pause; an address that changes otherwise is what stands here. */
function SearchField(props: {
  readonly text: string;
  readonly onChange: (text: string | undefined) => void;
}) {
  const { text, onChange } = props;
  const t = useTranslations('admin.list');
  const [typed, setTyped] = useState(text);
  const [known, setKnown] = useState({ text, sent: text });
  if (text !== known.text) {
    setKnown({ ...known, text });
    if (text !== known.sent) setTyped(text);
  }
  const wanted = typed.trim();
  useEffect(() => {
    if (wanted === text) return;
    const timer = setTimeout(() => {
      setKnown({ text, sent: wanted });
      onChange(wanted === '' ? undefined : wanted);
    }, TYPING_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [wanted, text, onChange]);
  return <TextField label={t('search')} type="search" maxLength={64} value={typed} onChange={setTyped} />;
}
