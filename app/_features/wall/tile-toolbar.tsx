import { useTranslations } from 'use-intl';
import type { CameraId } from '#core/kit';
import { useStore } from '../../_lib/store/index.ts';
import { Icon, type IconName } from '../../_ui/icon.tsx';
import { ptzStore, togglePtz } from './ptz/ptz-store.ts';
import styles from './tile.module.css';
import type { SoundSwitch } from './use-sound.ts';
import { toggleFullScreen } from './use-wall-keys.ts';
import { act, wallStore } from './wall-store.ts';

/** What can be done with a tile by mouse; it comes with the pointer or the focus. */
export function TileToolbar(props: {
  readonly slot: number;
  readonly isFullScreen: boolean;
  /** The camera of the tile, if it can be moved by this user. */
  readonly movable: CameraId | null;
  /** Null for a tile without sound. */
  readonly sound: SoundSwitch | null;
}) {
  const { slot, isFullScreen, movable, sound } = props;
  const t = useTranslations('tile');
  const isSingle = useStore(wallStore, (state) => state.layout === 1);
  const isMoved = useStore(ptzStore, (moved) => moved !== null && moved === movable);
  return (
    <div className={styles.toolbar} role="toolbar" aria-label={t('toolbar')}>
      {sound !== null && (
        <ToolButton icon="sound" label={t('sound')} isPressed={sound.isOn} onPress={sound.toggle} />
      )}
      {movable !== null && (
        <ToolButton icon="ptz" label={t('ptz')} isPressed={isMoved} onPress={() => togglePtz(movable)} />
      )}
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
  /** For buttons that stay down. */
  readonly isPressed?: boolean;
  readonly onPress: () => void;
}) {
  return (
    <button
      type="button"
      aria-label={props.label}
      title={props.label}
      aria-pressed={props.isPressed}
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
