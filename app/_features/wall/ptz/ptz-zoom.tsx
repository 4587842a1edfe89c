import type { KeyboardEvent, PointerEvent } from 'react';
import { useTranslations } from 'use-intl';
import { Icon } from '../../../_ui/icon.tsx';
import styles from './ptz.module.css';
import type { PtzHand } from './ptz-hand.ts';
import { zoomVelocity } from './velocity.ts';

/** Nearer and farther, as long as pressed. */
export function PtzZoom({ hand }: { readonly hand: PtzHand }) {
  const t = useTranslations('ptz');
  return (
    <span className={styles.zoom}>
      <button type="button" aria-label={t('zoomIn')} title={t('zoomIn')} {...zoomHandlers(hand, 1)}>
        <Icon name="plus" size={14} />
      </button>
      <button type="button" aria-label={t('zoomOut')} title={t('zoomOut')} {...zoomHandlers(hand, -1)}>
        <Icon name="minus" size={14} />
      </button>
    </span>
  );
}

function zoomHandlers(hand: PtzHand, sign: 1 | -1) {
  const letGo = () => hand.letGo();
  const isPress = ({ key }: KeyboardEvent) => key === 'Enter' || key === ' ';
  return {
    onPointerDown: (event: PointerEvent) => {
      if (event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      hand.take(zoomVelocity(sign));
    },
    onPointerUp: letGo,
    onPointerCancel: letGo,
    onLostPointerCapture: letGo,
    onKeyDown: (event: KeyboardEvent) => {
      if (isPress(event) && !event.repeat) hand.take(zoomVelocity(sign));
    },
    onKeyUp: (event: KeyboardEvent) => {
      if (isPress(event)) letGo();
    },
    onBlur: letGo,
  };
}
