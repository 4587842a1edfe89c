import { useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import styles from './camera-panel.module.css';
import { OrgTree } from './org-tree.tsx';
import { SearchBox } from './search-box.tsx';
import { SearchResults } from './search-results.tsx';
import { useCameraSearch } from './use-camera-search.ts';

/**
 * The cameras to choose from: the organisation as a tree, or what a search has found.
 * @param props.onPlaced a camera was put on the wall, so a drawer may close
 */
export function CameraPanel({ onPlaced }: { readonly onPlaced: () => void }) {
  const t = useTranslations('tree');
  const [text, setText] = useState('');
  const [active, setActive] = useState(0);
  const found = useCameraSearch(text);
  const results = useRef<HTMLDivElement>(null);
  return (
    <aside id="cameras" className={styles.panel} aria-label={t('label')}>
      <SearchBox
        text={text}
        resultCount={found.state === 'found' ? found.ids.length : 0}
        active={active}
        onText={(next) => {
          setText(next);
          setActive(0);
        }}
        onActive={setActive}
        onChoose={() => results.current?.querySelector<HTMLElement>('[aria-selected="true"]')?.click()}
      />
      {found.state === 'idle' ? (
        <OrgTree onPlaced={onPlaced} />
      ) : (
        <SearchResults ref={results} found={found} active={active} onPlaced={onPlaced} />
      )}
    </aside>
  );
}
