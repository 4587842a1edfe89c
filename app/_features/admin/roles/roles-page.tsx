import { useTranslations } from 'use-intl';
import { actions, roleMay, roles } from '#core/access';
import { Icon } from '../../../_ui/icon.tsx';
import { AdminPage } from '../admin-page.tsx';
import styles from './roles.module.css';

/** What each role is for and may do, made from the table that the server decides by. */
export function RolesPage() {
  const t = useTranslations();
  return (
    <AdminPage page="roles" title={t('admin.roles.title')} line={t('admin.roles.line')}>
      <section className={styles.duties} aria-label={t('admin.roles.duty')}>
        <dl>
          {roles.map((role) => (
            <div key={role}>
              <dt>{t(`role.${role}`)}</dt>
              <dd>{t(`roleHint.${role}`)}</dd>
            </div>
          ))}
        </dl>
        <p>{t('admin.roles.apart')}</p>
      </section>
      <PermissionTable />
    </AdminPage>
  );
}

function PermissionTable() {
  const t = useTranslations();
  return (
    <section className={styles.scroll} aria-label={t('admin.roles.table')}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('admin.roles.action')}</th>
            {roles.map((role) => (
              <th key={role} scope="col">
                {t(`role.${role}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {actions.map((action) => (
            <tr key={action}>
              <th scope="row">{t(`action.${action}`)}</th>
              {roles.map((role) => (
                <td key={role}>
                  {roleMay(role, action) ? <Icon name="check" size={14} /> : '·'}
                  <span className={styles.spoken}>
                    {roleMay(role, action) ? t('admin.roles.yes') : t('admin.roles.no')}
                  </span>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
