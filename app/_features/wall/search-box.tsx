import type { KeyboardEvent } from 'react';
import { useTranslations } from 'use-intl';
import { Icon } from '../../_ui/icon.tsx';
import styles from './camera-panel.module.css';

export interface SearchBoxProps {
  readonly text: string;
  readonly resultCount: number;
  /** Which result Enter takes. */
  readonly active: number;
  readonly onText: (text: string) => void;
  readonly onActive: (active: number) => void;
  readonly onChoose: () => void;
}

/** Finds cameras without leaving the keyboard: type, arrows, Enter; Escape gives up. */
export function SearchBox({ text, resultCount, active, onText, onActive, onChoose }: SearchBoxProps) {
  const t = useTranslations('tree');
  const onKey = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && resultCount > 0) {
      event.preventDefault();
      onActive((active + step + resultCount) % resultCount);
    } else if (event.key === 'Enter') onChoose();
    else if (event.key === 'Escape') {
      onText('');
      event.currentTarget.blur();
    }
  };
  return (
    <div className={styles.search}>
      <Icon name="search" size={14} />
      <input
        id="camera-search"
        type="search"
        role="combobox"
        aria-label={t('searchLabel')}
        aria-expanded={resultCount > 0}
        aria-controls="search-results"
        aria-activedescendant={resultCount > 0 ? `result-${active}` : undefined}
        placeholder={t('search')}
        value={text}
        maxLength={64}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => onText(event.currentTarget.value)}
        onKeyDown={onKey}
      />
      {text === '' ? (
        <kbd>/</kbd>
      ) : (
        <button type="button" aria-label={t('clear')} onClick={() => onText('')}>
          <Icon name="close" size={12} />
        </button>
      )}
    </div>
  );
}
