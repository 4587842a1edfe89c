import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import { assertNever, systemClock } from '#core/kit';
import { claimPairing, openPairing, statusOf } from '../../_lib/api/index.ts';
import { localeStore } from '../../_lib/i18n/index.ts';
import { useStoreValue } from '../../_lib/store/index.ts';
import { BrandMark } from '../../_ui/brand-mark.tsx';
import { LanguageChoice } from '../../_ui/language-choice.tsx';
import { useWakeLock } from '../../_ui/use-wake-lock.ts';
import styles from './pair-page.module.css';
import { PairingScreen, type PairingView } from './pairing-screen.ts';

const claimHere = (secret: string) => claimPairing(secret, localeStore.get());

/** What a screen shows until an administrator has entered its code: legible from across the hall. */
export function PairPage() {
  const t = useTranslations();
  const [screen] = useState(
    () => new PairingScreen({ open: openPairing, claim: claimHere, statusOf }, systemClock),
  );
  const view = useStoreValue(screen.view);
  useWakeLock();
  useEffect(() => {
    screen.start();
    return () => screen.stop();
  }, [screen]);
  const isPaired = view.state === 'paired';
  useEffect(() => {
    // A whole new page, which begins with the session that has just been opened.
    if (isPaired) window.location.replace('/screens/show');
  }, [isPaired]);
  return (
    <div className={styles.page}>
      <header className={styles.top}>
        <span className={styles.brand}>
          <BrandMark size={22} />
          {t('product.name')}
        </span>
        <LanguageChoice />
      </header>
      <main className={styles.main}>
        <h1>{t('pairing.title')}</h1>
        <Code view={view} />
      </main>
      <footer className={styles.foot}>{window.location.host}</footer>
    </div>
  );
}

function Code({ view }: { readonly view: PairingView }) {
  const t = useTranslations('pairing');
  switch (view.state) {
    case 'opening':
      return <p className={styles.line}>{t('opening')}</p>;
    case 'refused':
      return <p className={styles.line}>{t('tooMany')}</p>;
    case 'paired':
      return <p className={styles.line}>{t('paired')}</p>;
    case 'showing':
      return (
        <>
          <p className={styles.code} role="img" aria-label={t('code', { code: [...view.code].join(' ') })}>
            <span>{view.code.slice(0, 4)}</span>
            <span>{view.code.slice(4)}</span>
          </p>
          <p className={styles.line}>{t('step')}</p>
          <p className={styles.note} role="status">
            {view.isAway ? t('away') : ' '}
          </p>
        </>
      );
    default:
      return assertNever(view);
  }
}
