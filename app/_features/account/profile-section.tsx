import { useFormatter, useTranslations } from 'use-intl';
import type { Account, Me } from '#core/contracts';
import { useLocalized } from '../../_lib/i18n/index.ts';
import { LanguageChoice } from '../../_ui/language-choice.tsx';
import styles from './account-page.module.css';

/** Who one is here, what as, and in which language. Names and roles are the administrator's to change. */
export function ProfileSection(props: { readonly me: Me; readonly account: Account | null }) {
  const t = useTranslations();
  const format = useFormatter();
  const localized = useLocalized();
  const { me, account } = props;
  const expiresMs = account?.expiresMs ?? null;
  return (
    <section className={styles.section} aria-labelledby="account-profile">
      <h2 id="account-profile">{t('account.profile')}</h2>
      <dl className={styles.facts}>
        <dt>{t('account.name')}</dt>
        <dd>{localized(me.displayName)}</dd>
        <dt>{t('signIn.username')}</dt>
        <dd>{me.username}</dd>
        <dt>{t('account.roles')}</dt>
        <dd>
          <ul>
            {me.memberships.map(({ role, orgUnitId, orgName }) => (
              <li key={`${role}${orgUnitId}`}>
                {localized(orgName)} · {t(`role.${role}`)}
              </li>
            ))}
          </ul>
          {me.memberships.length === 0 && t('account.noRoles')}
        </dd>
        {expiresMs !== null && (
          <>
            <dt>{t('account.expires')}</dt>
            <dd>{format.dateTime(expiresMs, { dateStyle: 'medium' })}</dd>
          </>
        )}
        <dt>{t('language.switch')}</dt>
        <dd>
          <LanguageChoice />
        </dd>
      </dl>
      <p className={styles.note}>{t('account.profileNote')}</p>
    </section>
  );
}
