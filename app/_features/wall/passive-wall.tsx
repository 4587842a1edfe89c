import Link from 'next/link';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { Me } from '#core/contracts';
import type { CameraId } from '#core/kit';
import { fetchCameras } from '../../_lib/api/index.ts';
import { cameraStore, missingCamerasStore } from '../../_lib/cameras/index.ts';
import { languageTag, localeStore, useLocalized } from '../../_lib/i18n/index.ts';
import { loadSession, sessionStore } from '../../_lib/session/index.ts';
import { useStoreValue } from '../../_lib/store/index.ts';
import { BrandMark } from '../../_ui/brand-mark.tsx';
import button from '../../_ui/button.module.css';
import { Notice } from '../../_ui/notice.tsx';
import { Ticking } from '../../_ui/ticking.tsx';
import { useWakeLock } from '../../_ui/use-wake-lock.ts';
import { choosePassive, passiveLayout } from './passive-choice.ts';
import { PassiveTile } from './passive-tile.tsx';
import styles from './passive-wall.module.css';
import grid from './tile-grid.module.css';

/** A withdrawn screen says so within five seconds. */
const ASK_SESSION_MS = 4_000;
const ASK_CAMERAS_MS = 30_000;
const NO_CAMERAS_MS = 5_000;

/** What a paired screen shows: the cameras of its unit, without hands. */
export function PassiveWall() {
  const t = useTranslations();
  const session = useStoreValue(sessionStore);
  const isOut = session.state === 'signed_out';
  const isNew = isOut && session.why === 'none';
  useWakeLock();
  useEffect(() => {
    if (isNew) window.location.replace('/screens/pair');
    if (isOut) return;
    void loadSession();
    const timer = setInterval(() => void loadSession(), ASK_SESSION_MS);
    return () => clearInterval(timer);
  }, [isOut, isNew]);
  if (session.state === 'loading' || isNew) return <Notice title={t('console.loading')} />;
  if (session.state === 'unreachable') {
    return <Notice title={t('console.unreachable')} text={t('console.unreachableHint')} />;
  }
  if (session.state === 'signed_out') {
    return (
      <div className={styles.afar}>
        <Notice title={t('passive.withdrawn')} text={t('passive.withdrawnHint')}>
          <Link href="/screens/pair" className={button.primary}>
            {t('passive.pairAgain')}
          </Link>
        </Notice>
      </div>
    );
  }
  if (session.me.kind !== 'display') {
    return (
      <Notice title={t('passive.notAScreen')} text={t('passive.notAScreenHint')}>
        <Link href="/wall" className={button.primary}>
          {t('error.home')}
        </Link>
      </Notice>
    );
  }
  return <ScreenWall me={session.me} />;
}

function ScreenWall({ me }: { readonly me: Me }) {
  const t = useTranslations('passive');
  const localized = useLocalized();
  const { cameraIds, isAway } = usePassiveCameras();
  const readClock = useClock();
  const unit = me.memberships[0];
  const name = unit === undefined ? '' : localized(unit.orgName);
  return (
    <div className={styles.page}>
      <header className={styles.top}>
        <BrandMark size={18} />
        <h1>{name}</h1>
        <span>{localized(me.displayName)}</span>
        <span role="status" className={styles.away}>
          {isAway && t('away')}
        </span>
        <Ticking read={readClock} className={styles.clock} />
      </header>
      <main
        className={grid.grid}
        data-layout={passiveLayout(cameraIds?.length ?? 0)}
        aria-label={t('label', { name })}
      >
        {cameraIds?.map((id) => (
          <PassiveTile key={id} cameraId={id} isSingle={cameraIds.length === 1} />
        ))}
        {cameraIds?.length === 0 && (
          <p className={styles.none}>
            <b>{t('noCameras')}</b>
            {t('noCamerasHint')}
          </p>
        )}
      </main>
    </div>
  );
}

function useClock() {
  const tag = languageTag(useStoreValue(localeStore));
  return useMemo(() => {
    const format = new Intl.DateTimeFormat(tag, {
      dateStyle: 'medium',
      timeStyle: 'medium',
      hourCycle: 'h23',
    });
    return (nowMs: number) => ({ text: format.format(nowMs) });
  }, [tag]);
}

/** The cameras on show; `null` until the first answer. */
function usePassiveCameras() {
  const [cameraIds, setIds] = useState<readonly CameraId[] | null>(null);
  const [isAway, setAway] = useState(false);
  const refresh = useCallback(async () => {
    try {
      const page = await fetchCameras({ state: 'online', limit: 200 });
      cameraStore.learn(page);
      const online = page.items.map(({ id }) => id);
      setIds((shown) => choosePassive(shown ?? [], missingCamerasStore.get(), online));
      setAway(false);
    } catch {
      setAway(true);
    }
  }, []);
  const isEmpty = cameraIds === null || cameraIds.length === 0;
  useEffect(() => {
    void refresh();
    const timer = setInterval(() => void refresh(), isEmpty ? NO_CAMERAS_MS : ASK_CAMERAS_MS);
    return () => clearInterval(timer);
  }, [refresh, isEmpty]);
  return { cameraIds, isAway };
}
