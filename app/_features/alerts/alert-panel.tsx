import { useEffect } from 'react';
import { useTranslations } from 'use-intl';
import { alertStore, selectedAlertStore, setQueueOpen } from '../../_lib/alerts/index.ts';
import { useStore, useStoreValue } from '../../_lib/store/index.ts';
import { Icon } from '../../_ui/icon.tsx';
import styles from './alert-panel.module.css';
import { AlertRow } from './alert-row.tsx';
import { soundAlerts, soundStore, turnSoundOff, turnSoundOn } from './sound.ts';
import { useAlertKeys } from './use-alert-keys.ts';

export interface AlertPanelProps {
  /** Takes the operator to where a squad can be chosen; not given where that is the page itself. */
  readonly onDispatch?: (() => void) | undefined;
}

/** The alert queue: what is open, in what order to look at it, and what can be done about it. */
export function AlertPanel({ onDispatch }: AlertPanelProps) {
  const t = useTranslations('alerts');
  const queue = useStore(alertStore.view, (view) => view.queue);
  const unlisted = useStore(alertStore.view, (view) => view.unlisted);
  const isLoaded = useStore(alertStore.view, (view) => view.isLoaded);
  const selected = useStoreValue(selectedAlertStore);
  useAlertKeys();
  useEffect(soundAlerts, []);
  return (
    <aside id="alerts" className={styles.panel} aria-label={t('title')}>
      <header className={styles.head}>
        <h2>{t('title')}</h2>
        <span className={styles.count}>{t('count', { count: queue.length + unlisted })}</span>
        <SoundButton />
        <button
          type="button"
          className={styles.fold}
          aria-label={t('fold')}
          title={t('fold')}
          onClick={() => setQueueOpen(false)}
        >
          <Icon name="chevron" size={14} />
        </button>
      </header>
      <ul className={styles.queue}>
        {queue.map((alert) => (
          <AlertRow key={alert.id} alert={alert} isSelected={alert.id === selected} onDispatch={onDispatch} />
        ))}
        {isLoaded && queue.length === 0 && (
          <li className={styles.calm}>
            <b>{t('empty')}</b>
            <span>{t('emptyHint')}</span>
          </li>
        )}
        {!isLoaded && <li className={styles.calm}>{t('loading')}</li>}
        {unlisted > 0 && <li className={styles.calm}>{t('unlisted', { count: unlisted })}</li>}
      </ul>
      <footer className={styles.foot}>
        <span>
          <kbd>Space</kbd> {t('nextKey')}
        </span>
        <span>
          <kbd>A</kbd> {t('acknowledge')}
        </span>
      </footer>
    </aside>
  );
}

/** Sound has to be allowed by a press, so its state is always on screen. */
function SoundButton() {
  const t = useTranslations('alerts');
  const isOn = useStoreValue(soundStore) === 'on';
  return (
    <button
      type="button"
      className={styles.sound}
      aria-pressed={isOn}
      title={isOn ? t('soundOnHint') : t('soundOffHint')}
      onClick={() => (isOn ? turnSoundOff() : void turnSoundOn())}
    >
      {isOn ? t('soundOn') : t('soundOff')}
    </button>
  );
}
