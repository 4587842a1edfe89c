import { useParams } from 'next/navigation';
import { useCallback, useState } from 'react';
import { useTranslations } from 'use-intl';
import { type PersonDetail, userIdSchema } from '#core/contracts';
import type { UserId } from '#core/kit';
import { changePerson, fetchPerson } from '../../../_lib/api/index.ts';
import { useLocalized } from '../../../_lib/i18n/index.ts';
import { sessionStore } from '../../../_lib/session/index.ts';
import { useStore } from '../../../_lib/store/index.ts';
import { AdminPage } from '../admin-page.tsx';
import styles from '../form.module.css';
import { Form, FormEnd } from '../form.tsx';
import { useLoaded } from '../use-loaded.ts';
import { type Sending, useSending } from '../use-sending.ts';
import { BackToPeople } from './back-to-people.tsx';
import { PersonState } from './people-table.tsx';
import own from './person.module.css';
import { PersonAccess } from './person-access.tsx';
import { PersonFields } from './person-fields.tsx';
import { fieldsOf, formOf, problemsOf } from './person-form.ts';
import { RolesForm } from './roles-form.tsx';

/** One account, and what an administrator may do with it. */
export function PersonPage() {
  const t = useTranslations('admin.people');
  const id = userIdSchema.safeParse(useParams<{ id: string }>().id);
  if (id.success) return <KnownPerson id={id.data} />;
  return (
    <AdminPage page="people" title={t('title')} actions={<BackToPeople />}>
      <p className={styles.hint}>{t('gone')}</p>
    </AdminPage>
  );
}

function KnownPerson({ id }: { readonly id: UserId }) {
  const t = useTranslations('admin.people');
  const localized = useLocalized();
  const read = useCallback((signal: AbortSignal) => fetchPerson(id, signal), [id]);
  const [person, reload] = useLoaded(read);
  if (person.state !== 'loaded') {
    const words = person.state === 'loading' ? 'loading' : person.isMissing ? 'gone' : 'failed';
    return (
      <AdminPage page="people" title={t('title')} actions={<BackToPeople />}>
        <p className={styles.hint}>{t(words)}</p>
      </AdminPage>
    );
  }
  const { value } = person;
  return (
    <AdminPage
      page="people"
      title={localized(value.displayName)}
      line={`${value.username} · ${localized(value.orgName)}`}
      actions={<BackToPeople />}
    >
      <PersonSections person={value} onChanged={reload} />
    </AdminPage>
  );
}

function PersonSections(props: { readonly person: PersonDetail; readonly onChanged: () => void }) {
  const { person, onChanged } = props;
  const t = useTranslations('admin.people');
  const me = useStore(sessionStore, (session) => (session.state === 'signed_in' ? session.me.id : null));
  const isOwn = me === person.id;
  // Here, because the forms begin anew when the account was read anew; what went wrong is still to be read then.
  const [account, roles] = [useSending(), useSending()];
  return (
    <div className={styles.parts}>
      <p className={own.standing}>
        <PersonState person={person} />
        {!person.mayManage && <span>{t('readOnly')}</span>}
        {isOwn && <span>{t('own')}</span>}
      </p>
      {/* What was read anew is what the fields begin with. */}
      <AccountForm
        key={`account ${person.version}`}
        person={person}
        sending={account}
        onChanged={onChanged}
      />
      <RolesForm
        key={`roles ${person.version}`}
        person={person}
        isOwn={isOwn}
        sending={roles}
        onChanged={onChanged}
      />
      <PersonAccess person={person} isOwn={isOwn} onChanged={onChanged} />
    </div>
  );
}

function AccountForm(props: {
  readonly person: PersonDetail;
  readonly sending: Sending;
  readonly onChanged: () => void;
}) {
  const { person, sending, onChanged } = props;
  const t = useTranslations('admin');
  const [form, setForm] = useState(() => formOf(person));
  const [isChecked, setChecked] = useState(false);
  const save = () =>
    sending.send(async () => {
      const { orgUnitId } = form;
      setChecked(true);
      if (orgUnitId === null || Object.keys(problemsOf(form)).length > 0) return;
      const body = { ...fieldsOf(form, orgUnitId, person), version: person.version };
      await changePerson(person.id, body).finally(onChanged);
    });
  return (
    <Form className={styles.section} onSubmit={save}>
      <h2>{t('people.account')}</h2>
      <fieldset className={own.plain} disabled={!person.mayManage}>
        <PersonFields form={form} onChange={setForm} isChecked={isChecked} isNew={false} />
      </fieldset>
      {person.mayManage && (
        <FormEnd label={t('people.save')} busyLabel={t('people.saving')} sending={sending} />
      )}
    </Form>
  );
}
