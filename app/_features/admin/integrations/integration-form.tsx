import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { type Action, actions, type Role, roleMay, roleRefusal, roles } from '#core/access';
import type { OrgUnitId } from '#core/kit';
import { createIntegration } from '../../../_lib/api/index.ts';
import styles from '../form.module.css';
import { Form, FormEnd } from '../form.tsx';
import { endOfDay } from '../last-day.ts';
import { LastDayField } from '../last-day-field.tsx';
import { NameFields, nameOf } from '../name-fields.tsx';
import { SelectField } from '../select-field.tsx';
import { UnitField } from '../unit-field.tsx';
import { useSending } from '../use-sending.ts';
import own from './integrations.module.css';

interface IntegrationFields {
  readonly nameZh: string;
  readonly nameEn: string;
  readonly orgUnitId: OrgUnitId | null;
  readonly role: Role;
  readonly narrowedTo: readonly Action[];
  readonly day: string;
}

const empty: IntegrationFields = {
  ...{ nameZh: '', nameEn: '', orgUnitId: null, role: 'operator', narrowedTo: [], day: '' },
};
const keyRoles = roles.filter((role) => roleRefusal('integration', [role]) === null);

/** Makes the key of another system. */
export function IntegrationForm(props: { readonly onMade: (key: string, name: string) => void }) {
  const t = useTranslations();
  const [form, setForm] = useState(empty);
  const [isChecked, setChecked] = useState(false);
  const sending = useSending();
  const set = (change: Partial<IntegrationFields>) => setForm({ ...form, ...change });
  const create = () =>
    sending.send(async () => {
      setChecked(true);
      const { orgUnitId, role, narrowedTo, day } = form;
      const name = nameOf(form);
      if (name === null || orgUnitId === null) return;
      const narrowed = narrowedTo.length === 0 ? null : [...narrowedTo];
      const expiresMs = endOfDay(day);
      const { key } = await createIntegration({ name, orgUnitId, role, narrowedTo: narrowed, expiresMs });
      props.onMade(key, name.zh);
    });
  const isUnitMissing = isChecked && form.orgUnitId === null;
  return (
    <Form className={own.form} onSubmit={create}>
      <div className={styles.fields}>
        <NameFields
          words="integrations"
          hint={t('admin.integrations.nameHint')}
          isChecked={isChecked}
          value={form}
          onChange={set}
        />
        <UnitField
          label={t('admin.integrations.unit')}
          hint={t('admin.integrations.unitHint')}
          problem={isUnitMissing ? t('admin.people.missingUnit') : null}
          action="integration.manage"
          value={form.orgUnitId}
          placeholder={t('admin.people.homePlaceholder')}
          onChange={(orgUnitId) => set({ orgUnitId })}
        />
        <SelectField
          label={t('admin.integrations.role')}
          hint={t(`roleHint.${form.role}`)}
          options={keyRoles.map((value) => ({ value, label: t(`role.${value}`) }))}
          value={form.role}
          onChange={(role) =>
            set({ role, narrowedTo: form.narrowedTo.filter((each) => roleMay(role, each)) })
          }
        />
        <LastDayField
          label={t('admin.integrations.expires')}
          day={form.day}
          onChange={(day) => set({ day })}
        />
      </div>
      <ActionChoice
        role={form.role}
        chosen={form.narrowedTo}
        onChange={(narrowedTo) => set({ narrowedTo })}
      />
      <FormEnd
        label={t('admin.integrations.create')}
        busyLabel={t('admin.integrations.creating')}
        sending={sending}
        isPrimary
      />
    </Form>
  );
}

/** Narrows a role to some of what it allows. */
function ActionChoice(props: {
  readonly role: Role;
  readonly chosen: readonly Action[];
  readonly onChange: (chosen: readonly Action[]) => void;
}) {
  const { role, chosen, onChange } = props;
  const t = useTranslations();
  return (
    <fieldset className={own.actions}>
      <legend>
        {t('admin.integrations.narrow')} <small>{t('admin.integrations.narrowHint')}</small>
      </legend>
      {actions
        .filter((action) => roleMay(role, action))
        .map((action) => (
          <label key={action}>
            <input
              type="checkbox"
              checked={chosen.includes(action)}
              onChange={(event) =>
                onChange(
                  event.currentTarget.checked
                    ? [...chosen, action]
                    : chosen.filter((other) => other !== action),
                )
              }
            />
            {t(`action.${action}`)}
          </label>
        ))}
    </fieldset>
  );
}
