import { useTranslations } from 'use-intl';
import { Icon } from '../../_ui/icon.tsx';
import styles from './help-dialog.module.css';

const keys = [
  { keys: ['1', '4', '9', '0', '5', '6'], word: 'layouts' },
  { keys: ['/', 'Ctrl K'], word: 'search' },
  { keys: ['←', '→', '↑', '↓'], word: 'arrows' },
  { keys: ['Enter'], word: 'enter' },
  { keys: ['F'], word: 'fullScreen' },
  { keys: ['P'], word: 'ptz' },
  { keys: ['Delete'], word: 'clear' },
  { keys: ['Space'], word: 'nextAlert' },
  { keys: ['A'], word: 'acknowledge' },
  { keys: ['Esc'], word: 'escape' },
  { keys: ['?'], word: 'help' },
] as const;

const gestures = ['click', 'doubleClick', 'drag'] as const;

const ID = 'wall-help';

/** Opens the list of keys. */
export function showHelp(): void {
  const dialog = document.getElementById(ID);
  if (dialog instanceof HTMLDialogElement && !dialog.open) dialog.showModal();
}

/** All keys and gestures of the wall. */
export function HelpDialog() {
  const t = useTranslations('help');
  return (
    <dialog id={ID} className={styles.dialog} aria-labelledby="wall-help-title" closedby="any">
      <form method="dialog" className={styles.head}>
        <h2 id="wall-help-title">{t('title')}</h2>
        <button type="submit" aria-label={t('close')}>
          <Icon name="close" />
        </button>
      </form>
      <dl className={styles.keys}>
        {keys.map(({ keys: names, word }) => (
          <div key={word}>
            <dt>
              {names.map((name) => (
                <kbd key={name}>{name}</kbd>
              ))}
            </dt>
            <dd>{t(word)}</dd>
          </div>
        ))}
      </dl>
      <h3>{t('mouse')}</h3>
      <ul className={styles.gestures}>
        {gestures.map((gesture) => (
          <li key={gesture}>{t(gesture)}</li>
        ))}
      </ul>
    </dialog>
  );
}
