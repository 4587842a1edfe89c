import Link from 'next/link';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { Me } from '#core/contracts';
import { useLocalized } from '../../_lib/i18n/index.ts';
import { leaveSession } from '../../_lib/session/index.ts';
import { useStoreValue } from '../../_lib/store/index.ts';
import button from '../../_ui/button.module.css';
import { Choice } from '../../_ui/choice.tsx';
import { Icon } from '../../_ui/icon.tsx';
import { LanguageChoice } from '../../_ui/language-choice.tsx';
import { setTheme, themeStore, themes } from '../../_ui/theme.ts';
import styles from './user-menu.module.css';

const ID = 'user-menu';

/** Who is signed in, as what and where; appearance; the way out. */
export function UserMenu({ me }: { readonly me: Me }) {
  const t = useTranslations();
  const localized = useLocalized();
  return (
    <>
      <button
        type="button"
        className={styles.opener}
        popoverTarget={ID}
        aria-label={`${t('console.menu')}: ${localized(me.displayName)}`}
      >
        <span className={styles.name}>{localized(me.displayName)}</span>
        <Icon name="down" size={12} />
      </button>
      <div id={ID} popover="auto" className={styles.menu}>
        <p className={styles.who}>
          <b>{localized(me.displayName)}</b>
          <span>{me.username}</span>
        </p>
        <ul className={styles.seats}>
          {me.memberships.map(({ role, orgUnitId, orgName }) => (
            <li key={`${role}${orgUnitId}`}>
              {localized(orgName)} · {t(`role.${role}`)}
            </li>
          ))}
        </ul>
        <Settings />
        <Link href="/account" className={button.button} onClick={closeMenu}>
          {t('console.account')}
        </Link>
        <SignOut />
      </div>
    </>
  );
}

/** The header stays when the page below changes, and with it would the menu. */
function closeMenu(): void {
  document.getElementById(ID)?.hidePopover();
}

function Settings() {
  const t = useTranslations();
  const theme = useStoreValue(themeStore);
  const options = themes.map((value) => ({ value, label: t(`theme.${value}`) }));
  return (
    <div className={styles.settings}>
      <span>{t('theme.label')}</span>
      <Choice label={t('theme.label')} options={options} value={theme} onChange={setTheme} />
      <span className={styles.narrow}>{t('language.switch')}</span>
      <span className={styles.narrow}>
        <LanguageChoice />
      </span>
    </div>
  );
}

function SignOut() {
  const t = useTranslations('console');
  const [isFailed, setFailed] = useState(false);
  const leave = async () => setFailed(!(await leaveSession()));
  return (
    <>
      <button type="button" className={button.button} onClick={() => void leave()}>
        {t('signOut')}
      </button>
      <div role="alert">{isFailed && t('signOutFailed')}</div>
    </>
  );
}
