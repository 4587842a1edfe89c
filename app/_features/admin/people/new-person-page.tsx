import Link from 'next/link';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { CreatedPerson, Grant } from '#core/contracts';
import { createPerson } from '../../../_lib/api/index.ts';
import button from '../../../_ui/button.module.css';
import { Icon } from '../../../_ui/icon.tsx';
import { AdminPage } from '../admin-page.tsx';
import styles from '../form.module.css';
import { Form, FormEnd } from '../form.tsx';
import { SecretDialog } from '../secret-dialog.tsx';
import { useSending } from '../use-sending.ts';
import { BackToPeople } from './back-to-people.tsx';
import { GrantsEditor } from './grants-editor.tsx';
import own from './person.module.css';
import { PersonFields } from './person-fields.tsx';
import { emptyPersonForm, fieldsOf, problemsOf } from './person-form.ts';

interface Made extends CreatedPerson {
  readonly name: string;
  readonly isKept: boolean;
}

/** Makes an account; its one-time password is shown once. */
export function NewPersonPage() {
  const t = useTranslations('admin.people');
  const once = useTranslations('admin.once');
  const [made, setMade] = useState<Made | null>(null);
  return (
    <AdminPage page="people" title={t('newTitle')} actions={<BackToPeople />}>
      {made === null || !made.isKept ? (
        <NewPersonForm onMade={(created, name) => setMade({ ...created, name, isKept: false })} />
      ) : (
        <section className={own.done} aria-live="polite">
          <h2>
            <Icon name="check" /> {t('created', { name: made.name })}
          </h2>
          <p>{t('createdHint')}</p>
          <div className={styles.buttons}>
            <button type="button" className={button.primary} onClick={() => setMade(null)}>
              {t('another')}
            </button>
            <Link href={`/admin/people/${made.id}`} className={button.button}>
              {t('toPerson')}
            </Link>
          </div>
        </section>
      )}
      {made !== null && !made.isKept && (
        <SecretDialog
          title={t('resetDone', { name: made.name })}
          secret={made.oneTimePassword}
          hint={once('hint')}
          onDone={() => setMade({ ...made, isKept: true })}
        />
      )}
    </AdminPage>
  );
}

function NewPersonForm({ onMade }: { readonly onMade: (made: CreatedPerson, name: string) => void }) {
  const t = useTranslations('admin');
  const [form, setForm] = useState(emptyPersonForm);
  const [grants, setGrants] = useState<readonly Grant[]>([]);
  const [isChecked, setChecked] = useState(false);
  const sending = useSending();
  const create = () =>
    sending.send(async () => {
      const { orgUnitId } = form;
      setChecked(true);
      if (orgUnitId === null || Object.keys(problemsOf(form)).length > 0) return;
      const fields = fieldsOf(form, orgUnitId, null);
      const username = form.username.trim();
      const made = await createPerson({ ...fields, username, memberships: [...grants] });
      onMade(made, form.nameZh.trim());
    });
  return (
    <Form className={styles.parts} onSubmit={create}>
      <section className={styles.section}>
        <h2>{t('people.account')}</h2>
        <PersonFields form={form} onChange={setForm} isChecked={isChecked} isNew />
      </section>
      <section className={styles.section}>
        <h2>{t('people.rolesTitle')}</h2>
        <GrantsEditor grants={grants} onChange={setGrants} />
      </section>
      <FormEnd label={t('people.create')} busyLabel={t('people.creating')} sending={sending} isPrimary />
    </Form>
  );
}
