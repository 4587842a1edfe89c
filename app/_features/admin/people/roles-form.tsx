import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { Grant, PersonDetail } from '#core/contracts';
import { inScope } from '#core/org';
import { changeMemberships } from '../../../_lib/api/index.ts';
import { useScopeFor } from '../../../_lib/session/index.ts';
import styles from '../form.module.css';
import { FormEnd } from '../form.tsx';
import type { Sending } from '../use-sending.ts';
import { GrantsEditor } from './grants-editor.tsx';

/** Which roles somebody holds, and where. */
export function RolesForm(props: {
  readonly person: PersonDetail;
  readonly isOwn: boolean;
  readonly sending: Sending;
  readonly onChanged: () => void;
}) {
  const { person, isOwn, sending, onChanged } = props;
  const t = useTranslations('admin');
  const managed = useScopeFor('account.manage');
  const held = person.memberships.filter(({ orgPath }) => inScope(managed, orgPath) || !person.mayManage);
  const [grants, setGrants] = useState<readonly Grant[]>(held);
  const mayChange = person.mayManage && !isOwn;
  const names = new Map(person.memberships.map(({ orgUnitId, orgName }) => [orgUnitId, orgName]));
  const save = () =>
    sending.send(async () => {
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
        <FormEnd
          label={t('people.rolesSave')}
          busyLabel={t('people.saving')}
          sending={sending}
          onPress={save}
        />
      )}
    </section>
  );
}
