import Link from 'next/link';
import { useTranslations } from 'use-intl';
import type { Person } from '#core/contracts';
import { useLocalized } from '../../../_lib/i18n/index.ts';
import list from '../list.module.css';
import { LastSeenCell, ListTable } from '../list-table.tsx';
import { StateDot } from '../state-dot.tsx';
import styles from './people.module.css';

const columns = [
  { word: 'name', column: 'name' },
  { word: 'unit', column: 'unit' },
  { word: 'roles', column: 'roles' },
  { word: 'state', column: 'state' },
  { word: 'secondFactor', column: 'secondFactor' },
  { word: 'lastSignIn', column: 'lastSeen' },
] as const;

/** People, a line each. */
export function PeopleTable({ people }: { readonly people: readonly Person[] }) {
  const t = useTranslations('admin.people');
  return (
    <ListTable label={t('label')} columns={columns.map(({ word, column }) => ({ column, label: t(word) }))}>
      {people.map((person) => (
        <PersonLine key={person.id} person={person} />
      ))}
    </ListTable>
  );
}

function PersonLine({ person }: { readonly person: Person }) {
  const t = useTranslations('admin.people');
  const localized = useLocalized();
  const { lastSignInMs, hasSecondFactor } = person;
  return (
    <tr>
      <th scope="row" data-column="name">
        <Link href={`/admin/people/${person.id}`}>{localized(person.displayName)}</Link>
        <small>{person.username}</small>
      </th>
      <td data-column="unit">{localized(person.orgName)}</td>
      <td data-column="roles">
        <RoleNames person={person} />
      </td>
      <td data-column="state">
        <PersonState person={person} />
      </td>
      <td data-column="secondFactor" data-none={!hasSecondFactor}>
        {hasSecondFactor ? t('hasSecondFactor') : t('noSecondFactor')}
      </td>
      <LastSeenCell ms={lastSignInMs} never={t('never')} />
    </tr>
  );
}

/** Roles with where they count, unless that is the person's own unit. */
function RoleNames({ person }: { readonly person: Person }) {
  const t = useTranslations();
  const localized = useLocalized();
  const { memberships, orgUnitId: home } = person;
  if (memberships.length === 0) return <span data-none="true">{t('admin.people.noRoles')}</span>;
  return (
    <span className={styles.roles}>
      {memberships.map(({ role, orgUnitId, orgName }) => (
        <span key={`${role} ${orgUnitId}`}>
          {t(`role.${role}`)}
          {orgUnitId !== home && <small className={list.aside}>{localized(orgName)}</small>}
        </span>
      ))}
    </span>
  );
}

/** Where an account stands, and until when it is good. */
export function PersonState({ person }: { readonly person: Pick<Person, 'state' | 'expiresMs'> }) {
  const t = useTranslations('admin');
  const { state, expiresMs } = person;
  return (
    <StateDot
      state={state}
      label={t(`people.states.${state}`)}
      expiresMs={state === 'disabled' ? null : expiresMs}
    />
  );
}
