import Link from 'next/link';
import { useFormatter, useTranslations } from 'use-intl';
import type { Person } from '#core/contracts';
import { useLocalized } from '../../../_lib/i18n/index.ts';
import { lastDay } from '../last-day.ts';
import styles from './people.module.css';

const columns = ['name', 'unit', 'roles', 'state', 'secondFactor', 'lastSignIn'] as const;

/** People, a line each. */
export function PeopleTable({ people }: { readonly people: readonly Person[] }) {
  const t = useTranslations('admin.people');
  return (
    <table className={styles.table} aria-label={t('label')}>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column} scope="col" data-column={column}>
              {t(column)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {people.map((person) => (
          <PersonLine key={person.id} person={person} />
        ))}
      </tbody>
    </table>
  );
}

function PersonLine({ person }: { readonly person: Person }) {
  const t = useTranslations('admin.people');
  const localized = useLocalized();
  const format = useFormatter();
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
      <td data-column="lastSignIn" data-none={lastSignInMs === null}>
        {lastSignInMs === null
          ? t('never')
          : format.dateTime(lastSignInMs, { dateStyle: 'short', timeStyle: 'short', hourCycle: 'h23' })}
      </td>
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
          {orgUnitId !== home && <small className={styles.where}>{localized(orgName)}</small>}
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
    <span className={styles.state} data-state={state}>
      {t(`people.states.${state}`)}
      {expiresMs !== null && state !== 'disabled' && (
        <small className={styles.where}>{t('date.until', { day: lastDay(expiresMs) })}</small>
      )}
    </span>
  );
}
