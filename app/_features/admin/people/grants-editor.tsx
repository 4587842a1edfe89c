import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { type Role, roleRefusal, roles } from '#core/access';
import type { Grant } from '#core/contracts';
import type { LocalizedText, OrgUnitId } from '#core/kit';
import { useUnit } from '../../../_lib/cameras/index.ts';
import { useLocalized } from '../../../_lib/i18n/index.ts';
import { Icon } from '../../../_ui/icon.tsx';
import { Problem } from '../field.tsx';
import form from '../form.module.css';
import { SelectField } from '../select-field.tsx';
import { UnitField } from '../unit-field.tsx';
import styles from './person.module.css';
import { withGrant, withoutGrant } from './person-form.ts';

const personRoles = roles.filter((role) => roleRefusal('person', [role]) === null);

/** The roles of somebody, put together line by line. */
export function GrantsEditor(props: {
  readonly grants: readonly Grant[];
  /** What units are called that the tree of the user does not have. */
  readonly names?: ReadonlyMap<OrgUnitId, LocalizedText>;
  readonly isDisabled?: boolean;
  readonly onChange: (grants: readonly Grant[]) => void;
}) {
  const { grants, names, isDisabled = false, onChange } = props;
  const t = useTranslations('admin');
  const refusal = roleRefusal(
    'person',
    grants.map(({ role }) => role),
  );
  return (
    <div className={styles.grants}>
      {grants.length === 0 && <p className={form.hint}>{t('people.grantsEmpty')}</p>}
      <ul>
        {grants.map((grant) => (
          <GrantLine
            key={`${grant.role} ${grant.orgUnitId}`}
            grant={grant}
            name={names?.get(grant.orgUnitId) ?? null}
            isDisabled={isDisabled}
            onRemove={() => onChange(withoutGrant(grants, grant))}
          />
        ))}
      </ul>
      {refusal !== null && <Problem>{t('problem.auditorApart')}</Problem>}
      {!isDisabled && <NewGrant onAdd={(grant) => onChange(withGrant(grants, grant))} />}
    </div>
  );
}

function GrantLine(props: {
  readonly grant: Grant;
  readonly name: LocalizedText | null;
  readonly isDisabled: boolean;
  readonly onRemove: () => void;
}) {
  const { role, orgUnitId } = props.grant;
  const t = useTranslations();
  const localized = useLocalized();
  const known = useUnit(orgUnitId)?.name ?? props.name;
  const unit = known === null ? orgUnitId : localized(known);
  return (
    <li>
      <b>{t(`role.${role}`)}</b>
      <span>{unit}</span>
      <small className={styles.duty}>{t(`roleHint.${role}`)}</small>
      {!props.isDisabled && (
        <button
          type="button"
          className={styles.remove}
          aria-label={t('admin.people.grantRemove', { role: t(`role.${role}`), unit })}
          onClick={props.onRemove}
        >
          <Icon name="close" size={14} />
        </button>
      )}
    </li>
  );
}

/** Choosing the unit adds the role: nothing that was filled in is left behind. */
function NewGrant({ onAdd }: { readonly onAdd: (grant: Grant) => void }) {
  const t = useTranslations();
  const [role, setRole] = useState<Role>('operator');
  return (
    <div className={styles.newGrant}>
      <SelectField
        label={t('admin.people.grantRole')}
        hint={t(`roleHint.${role}`)}
        options={personRoles.map((value) => ({ value, label: t(`role.${value}`) }))}
        value={role}
        onChange={setRole}
      />
      <UnitField
        label={t('admin.people.grantUnit')}
        hint={t('admin.people.grantHint')}
        action="account.manage"
        value={null}
        placeholder={t('admin.people.homePlaceholder')}
        onChange={(orgUnitId) => onAdd({ role, orgUnitId })}
      />
    </div>
  );
}
