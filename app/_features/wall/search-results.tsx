import { type Ref, useEffect } from 'react';
import { useTranslations } from 'use-intl';
import styles from './camera-panel.module.css';
import { CameraRow, cameraHandlers } from './camera-row.tsx';
import { type CameraSearch, RESULTS_MAX } from './use-camera-search.ts';

export interface SearchResultsProps {
  readonly ref: Ref<HTMLDivElement>;
  readonly found: CameraSearch;
  readonly active: number;
  readonly onPlaced: () => void;
}

/** What the search has found, or why there is nothing. */
export function SearchResults({ ref, found, active, onPlaced }: SearchResultsProps) {
  const t = useTranslations('tree');
  useEffect(() => {
    document.getElementById(`result-${active}`)?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  return (
    <div ref={ref} id="search-results" role="listbox" aria-label={t('label')} className={styles.list}>
      {found.state === 'searching' && <p className={styles.note}>{t('searching')}</p>}
      {found.state === 'failed' && <p className={styles.note}>{t('searchFailed')}</p>}
      {found.state === 'found' && (
        <>
          {found.ids.map((cameraId, index) => (
            <div
              key={cameraId}
              id={`result-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === active}
              className={styles.row}
              data-kind="camera"
              data-camera={cameraId}
              {...cameraHandlers(cameraId, onPlaced)}
            >
              <CameraRow cameraId={cameraId} isAddressed />
            </div>
          ))}
          {found.ids.length === 0 && <p className={styles.note}>{t('noResult', { text: found.text })}</p>}
          {found.hasMore && <p className={styles.note}>{t('more', { count: RESULTS_MAX })}</p>}
        </>
      )}
    </div>
  );
}
