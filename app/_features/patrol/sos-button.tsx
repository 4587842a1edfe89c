import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { LonLat } from '#core/geo';
import { useStore } from '../../_lib/store/index.ts';
import styles from './patrol-page.module.css';
import { callForHelp, outbox } from './patrol-stores.ts';

/** Long enough not to happen in a pocket, short enough to do in need. The style sheet's progress takes as long. */
const HOLD_MS = 2_000;

/** Calls for help when it has been held; let go earlier, nothing has happened. */
export function SosButton({ place }: { readonly place: LonLat | null }) {
  const t = useTranslations('patrol');
  const isQueued = useStore(outbox.pending, (pending) => pending.some(({ kind }) => kind === 'sos'));
  const { isHeld, hold, release } = useHold(() => {
    navigator.vibrate?.(400);
    callForHelp(place);
  });
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== ' ' && event.key !== 'Enter') return;
    event.preventDefault();
    if (!event.repeat) hold();
  };
  return (
    <footer className={styles.foot}>
      {isQueued && (
        <p className={styles.sosQueued} role="alert">
          {t('sosQueued')}
        </p>
      )}
      <button
        type="button"
        className={styles.sos}
        data-held={isHeld}
        onPointerDown={hold}
        onPointerUp={release}
        onPointerLeave={release}
        onPointerCancel={release}
        onContextMenu={(event) => event.preventDefault()}
        onKeyDown={onKey}
        onKeyUp={release}
        onBlur={release}
      >
        <span>{t(isHeld ? 'sosHold' : 'sos')}</span>
      </button>
    </footer>
  );
}

function useHold(onHeld: () => void) {
  const [isHeld, setHeld] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const release = () => {
    if (timer.current !== null) clearTimeout(timer.current);
    timer.current = null;
    setHeld(false);
  };
  const hold = () => {
    if (timer.current !== null) return;
    setHeld(true);
    timer.current = setTimeout(() => {
      release();
      onHeld();
    }, HOLD_MS);
  };
  useEffect(
    () => () => {
      if (timer.current !== null) clearTimeout(timer.current);
    },
    [],
  );
  return { isHeld, hold, release };
}
