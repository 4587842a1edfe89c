import type { KeyboardEvent, PointerEvent } from 'react';
import { useTranslations } from 'use-intl';
import { Icon } from '../../../_ui/icon.tsx';
import styles from './ptz.module.css';
import type { PtzHold } from './use-ptz-hold.ts';
import { zoomVelocity } from './velocity.ts';

/** Nearer and farther, as long as pressed. */
export function PtzZoom({ hold }: { readonly hold: PtzHold }) {
  const t = useTranslations('ptz');
  return (
    <span className={styles.zoom}>
      <button type="button" aria-label={t('zoomIn')} title={t('zoomIn')} {...zoomHandlers(hold, 1)}>
        <Icon name="plus" size={14} />
      </button>
      <button type="button" aria-label={t('zoomOut')} title={t('zoomOut')} {...zoomHandlers(hold, -1)}>
        <Icon name="minus" size={14} />
      </button>
    </span>
  );
}

function zoomHandlers(hold: PtzHold, sign: 1 | -1) {
  const isPress = ({ key }: KeyboardEvent) => key === 'Enter' || key === ' ';
  return {
    onPointerDown: (event: PointerEvent) => {
      if (event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      hold.take(zoomVelocity(sign));
    },
    onPointerUp: hold.letGo,
    onPointerCancel: hold.letGo,
    onLostPointerCapture: hold.letGo,
    onKeyDown: (event: KeyboardEvent) => {
      if (isPress(event) && !event.repeat) hold.take(zoomVelocity(sign));
    },
    onKeyUp: (event: KeyboardEvent) => {
      if (isPress(event)) hold.letGo();
    },
    onBlur: hold.letGo,
  };
}
