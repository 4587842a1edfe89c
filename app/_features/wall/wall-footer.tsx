import { useFormatter, useTranslations } from 'use-intl';
import { realtimeStore } from '../../_lib/realtime/index.ts';
import { useStore, useStoreValue } from '../../_lib/store/index.ts';
import { Icon } from '../../_ui/icon.tsx';
import { decodeLoadStore, mainBudgetStore } from './decode-watch.ts';
import { showHelp } from './help-dialog.tsx';
import styles from './wall-footer.module.css';
import { layouts } from './wall-state.ts';
import { act, wallStore } from './wall-store.ts';

/** Layouts, how the line to the server is, and how this desk copes with its pictures. */
export function WallFooter() {
  const t = useTranslations('footer');
  return (
    <footer className={styles.footer}>
      <LayoutChoice />
      <span className={styles.space} />
      <ConnectionState />
      <DecodeState />
      <button type="button" className={styles.help} onClick={showHelp}>
        <kbd>?</kbd> <span>{t('help')}</span>
      </button>
    </footer>
  );
}

function LayoutChoice() {
  const t = useTranslations('footer');
  const current = useStore(wallStore, (state) => state.layout);
  return (
    <div className={styles.layouts} role="toolbar" aria-label={t('layouts')}>
      {layouts.map((layout) => (
        <button
          key={layout}
          type="button"
          aria-pressed={layout === current}
          aria-label={t('layout', { count: layout })}
          title={t('layout', { count: layout })}
          onClick={() => act({ type: 'layout', layout })}
        >
          {layout}
        </button>
      ))}
    </div>
  );
}

/** Calm while all is well, plain when it is not. */
function ConnectionState() {
  const t = useTranslations('footer');
  const state = useStoreValue(realtimeStore);
  return (
    <span className={styles.connection} data-state={state} role="status">
      {state === 'away' && <Icon name="alert" size={14} />}
      {t(state === 'in_step' ? 'inStep' : state)}
      {state === 'away' && <small>{t('awayHint')}</small>}
    </span>
  );
}

/** How many pictures play, and what it costs this desk. */
function DecodeState() {
  const t = useTranslations('footer');
  const format = useFormatter();
  const load = useStoreValue(decodeLoadStore);
  const isLimited = useStore(mainBudgetStore, (budget) => budget.isLimited);
  if (load === null) return null;
  const { live, total, framesPerSecond, droppedShare } = load;
  const percent = format.number(droppedShare, { style: 'percent', maximumFractionDigits: 1 });
  const parts = [t('decode', { live, total }), t('frames', { rate: framesPerSecond })];
  if (droppedShare >= 0.01) parts.push(t('dropped', { percent }));
  return (
    <span className={styles.decode}>
      {isLimited && <span title={t('limitedHint')}>{t('limited')} · </span>}
      {parts.join(' · ')}
    </span>
  );
}
