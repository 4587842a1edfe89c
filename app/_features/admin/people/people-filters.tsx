import { useTranslations } from 'use-intl';
import { roles } from '#core/access';
import { personSorts, personStates } from '#core/contracts';
import { Icon } from '../../../_ui/icon.tsx';
import { Field } from '../field.tsx';
import { SearchField } from '../search-field.tsx';
import { SelectField } from '../select-field.tsx';
import { UnitSelect } from '../unit-select.tsx';
import styles from './people.module.css';
import type { PeopleListQuery } from './people-query.ts';

const sortWords = { username: 'sortUsername', last_sign_in: 'sortLastSignIn' } as const;
/** The roles of people; a screen is in a list of its own. */
const personRoles = roles.filter((role) => role !== 'display');

/** Narrows and sorts the list. */
export function PeopleFilters(props: {
  readonly query: PeopleListQuery;
  readonly onChange: (change: PeopleListQuery) => void;
}) {
  const { query, onChange } = props;
  const t = useTranslations();
  return (
    <search className={styles.filters}>
      <SearchField
        label={t('admin.people.search')}
        text={query.search ?? ''}
        onChange={(search) => onChange({ search })}
      />
      <UnitFilter query={query} onChange={onChange} />
      <SelectField
        label={t('admin.people.role')}
        options={[
          { value: 'any', label: t('admin.people.anyRole') },
          ...personRoles.map((value) => ({ value, label: t(`role.${value}`) })),
        ]}
        value={query.role ?? 'any'}
        onChange={(role) => onChange({ role: role === 'any' ? undefined : role })}
      />
      <SelectField
        label={t('admin.people.state')}
        options={[
          { value: 'any', label: t('admin.people.anyState') },
          ...personStates.map((value) => ({ value, label: t(`admin.people.states.${value}`) })),
        ]}
        value={query.state ?? 'any'}
        onChange={(state) => onChange({ state: state === 'any' ? undefined : state })}
      />
      <SelectField
        label={t('admin.people.sort')}
        options={personSorts.map((value) => ({ value, label: t(`admin.people.${sortWords[value]}`) }))}
        value={query.sort ?? 'username'}
        onChange={(sort) => onChange({ sort: sort === 'username' ? undefined : sort })}
      />
    </search>
  );
}

function UnitFilter(props: {
  readonly query: PeopleListQuery;
  readonly onChange: (change: PeopleListQuery) => void;
}) {
  const { query, onChange } = props;
  const t = useTranslations('admin.unit');
  return (
    <div className={styles.unit}>
      <Field label={t('label')}>
        {(links) => (
          <UnitSelect
            links={links}
            action="account.read"
            value={query.orgUnitId ?? null}
            placeholder={t('any')}
            onChange={(orgUnitId) => onChange({ orgUnitId })}
          />
        )}
      </Field>
      {query.orgUnitId !== undefined && (
        <button
          type="button"
          className={styles.clear}
          aria-label={t('clear')}
          title={t('clear')}
          onClick={() => onChange({ orgUnitId: undefined })}
        >
          <Icon name="close" size={12} />
        </button>
      )}
    </div>
  );
}
