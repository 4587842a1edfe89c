import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { Grant, PersonDetail } from '#core/contracts';
import { inScope } from '#core/org';
import { changeMemberships } from '../../../_lib/api/index.ts';
import { useScopeFor } from '../../../_lib/session/index.ts';
import button from '../../../_ui/button.module.css';
import { Problem } from '../field.tsx';
import type { Sending } from '../use-sending.ts';
import { GrantsEditor } from './grants-editor.tsx';
import styles from './person.module.css';

/** Which roles somebody holds, and where. */
export function RolesForm(props: {
  readonly person: PersonDetail;
  readonly isOwn: boolean;
  readonly sending: Sending;
  readonly onChanged: () => void;
}) {
  const { person, isOwn, onChanged } = props;
  const t = useTranslations('admin');
  const managed = useScopeFor('account.manage');
  const held = person.memberships.filter(({ orgPath }) => inScope(managed, orgPath) || !person.mayManage);
  const [grants, setGrants] = useState<readonly Grant[]>(held);
  const { isBusy, problem, send } = props.sending;
  const mayChange = person.mayManage && !isOwn;
  const names = new Map(person.memberships.map(({ orgUnitId, orgName }) => [orgUnitId, orgName]));
  const save = () =>
    send(async () => {
      const memberships = grants.map(({ role, orgUnitId }) => ({ role, orgUnitId }));
      await changeMemberships(person.id, { memberships, version: person.version }).finally(onChanged);
    });
  return (
    <section className={styles.section}>
      <h2>{t('people.rolesTitle')}</h2>
      {person.mayManage && person.holdsMore && <p className={styles.hint}>{t('people.rolesHidden')}</p>}
      {isOwn && <p className={styles.hint}>{t('people.ownRoles')}</p>}
      <GrantsEditor grants={grants} names={names} isDisabled={!mayChange} onChange={setGrants} />
      {mayChange && (
        <div className={styles.buttons}>
          <button type="button" className={button.button} disabled={isBusy} onClick={() => void save()}>
            {isBusy ? t('people.saving') : t('people.rolesSave')}
          </button>
          <div role="alert">{problem !== null && <Problem>{t(`problem.${problem}`)}</Problem>}</div>
        </div>
      )}
    </section>
  );
}
