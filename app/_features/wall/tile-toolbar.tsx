import { useTranslations } from 'use-intl';
import { useStore } from '../../_lib/store/index.ts';
import { Icon, type IconName } from '../../_ui/icon.tsx';
import styles from './tile.module.css';
import { toggleFullScreen } from './use-wall-keys.ts';
import { act, wallStore } from './wall-store.ts';

/** What can be done with a tile by mouse; it comes with the pointer or the focus. */
export function TileToolbar({
  slot,
  isFullScreen,
}: {
  readonly slot: number;
  readonly isFullScreen: boolean;
}) {
  const t = useTranslations('tile');
  const isSingle = useStore(wallStore, (state) => state.layout === 1);
  return (
    <div className={styles.toolbar} role="toolbar" aria-label={t('toolbar')}>
      {!isFullScreen && (
        <ToolButton
          icon={isSingle ? 'grid' : 'focus'}
          label={isSingle ? t('unfocus') : t('focus')}
          onPress={() => act({ type: 'focus', slot })}
        />
      )}
      <ToolButton
        icon={isFullScreen ? 'reduce' : 'enlarge'}
        label={isFullScreen ? t('exitFullScreen') : t('fullScreen')}
        onPress={() => toggleFullScreen(slot)}
      />
      <ToolButton icon="close" label={t('clear')} onPress={() => act({ type: 'clear', slot })} />
    </div>
  );
}

function ToolButton(props: {
  readonly icon: IconName;
  readonly label: string;
  readonly onPress: () => void;
}) {
  return (
    <button
      type="button"
      aria-label={props.label}
      title={props.label}
      onClick={(event) => {
        event.stopPropagation();
        props.onPress();
      }}
      onDoubleClick={(event) => event.stopPropagation()}
    >
      <Icon name={props.icon} size={15} />
    </button>
  );
}
