import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useTranslations } from 'use-intl';
import type { Me } from '#core/contracts';
import { useLocalized } from '../../_lib/i18n/index.ts';
import { useAdminPages, useMay } from '../../_lib/session/index.ts';
import { BrandMark } from '../../_ui/brand-mark.tsx';
import { LanguageChoice } from '../../_ui/language-choice.tsx';
import { AlertCounts } from './alert-counts.tsx';
import { Clock } from './clock.tsx';
import styles from './header.module.css';
import { OnlineRate } from './online-rate.tsx';
import { UserMenu } from './user-menu.tsx';

const pages = [
  { href: '/wall', word: 'wall' },
  { href: '/map', word: 'map' },
] as const;

const ADMIN = '/admin';

/** Brand, pages, where the user sits, how the cameras are, the time, language and the user's menu. */
export function Header({ me }: { readonly me: Me }) {
  const t = useTranslations();
  const path = usePathname();
  const localized = useLocalized();
  const [firstAdminPage] = useAdminPages();
  const mayWatch = useMay('camera.read');
  const seat = me.memberships[0];
  return (
    <header className={styles.header}>
      <Link href="/wall" className={styles.brand}>
        <BrandMark />
        <span>{t('product.name')}</span>
      </Link>
      <nav className={styles.nav} aria-label={t('console.navigation')}>
        {mayWatch &&
          pages.map(({ href, word }) => (
            <Link key={href} href={href} aria-current={path === href ? 'page' : undefined}>
              {t(`console.${word}`)}
            </Link>
          ))}
        {firstAdminPage !== undefined && (
          <Link href={firstAdminPage.href} aria-current={path.startsWith(ADMIN) ? 'page' : undefined}>
            {t('console.admin')}
          </Link>
        )}
      </nav>
      {seat !== undefined && (
        <span className={styles.crumb}>
          <b>{localized(seat.orgName)}</b> › {t(`role.${seat.role}`)}
        </span>
      )}
      <span className={styles.space} />
      <AlertCounts />
      <OnlineRate />
      <Clock />
      <span className={styles.language}>
        <LanguageChoice />
      </span>
      <UserMenu me={me} />
    </header>
  );
}
