import { useTranslations } from 'use-intl';
import { roles } from '#core/access';
import { personSorts, personStates } from '#core/contracts';
import { SearchField } from '../search-field.tsx';
import { SelectField } from '../select-field.tsx';
import { UnitFilter } from '../unit-filter.tsx';
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
      <UnitFilter
        action="account.read"
        value={query.orgUnitId}
        onChange={(orgUnitId) => onChange({ orgUnitId })}
      />
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
