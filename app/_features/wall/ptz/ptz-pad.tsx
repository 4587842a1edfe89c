import { type PointerEvent, useRef } from 'react';
import { useTranslations } from 'use-intl';
import styles from './ptz.module.css';
import type { PtzHand } from './ptz-hand.ts';
import { padVelocity } from './velocity.ts';

const STRAIGHT = 'M-6-33 0-40 6-33';
const DIAGONAL = 'M-3-36 0-39.5 3-36';
const directionsDeg = [0, 45, 90, 135, 180, 225, 270, 315] as const;

/** Eight directions under one finger: press and hold moves, farther out is faster, letting go stops. */
export function PtzPad({ hand }: { readonly hand: PtzHand }) {
  const t = useTranslations('ptz');
  const knob = useRef<SVGCircleElement>(null);
  const place = (x: number, y: number) => {
    const scale = Math.min(1, 0.75 / Math.max(0.001, Math.hypot(x, y))) * 50;
    knob.current?.setAttribute('transform', `translate(${x * scale} ${y * scale})`);
  };
  const velocityAt = (event: PointerEvent) => {
    const { left, top, width, height } = event.currentTarget.getBoundingClientRect();
    const x = (event.clientX - left - width / 2) / (width / 2);
    const y = (event.clientY - top - height / 2) / (height / 2);
    place(x, y);
    return padVelocity(x, y);
  };
  const letGo = () => {
    place(0, 0);
    hand.letGo();
  };
  return (
    <button
      type="button"
      className={styles.pad}
      data-pad
      aria-label={t('pad')}
      title={t('padHint')}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        hand.take(velocityAt(event));
      }}
      onPointerMove={(event) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) hand.steer(velocityAt(event));
      }}
      onPointerUp={letGo}
      onPointerCancel={letGo}
      onLostPointerCapture={letGo}
      onContextMenu={(event) => event.preventDefault()}
    >
      <svg viewBox="-50 -50 100 100" aria-hidden="true">
        <circle r="49" />
        {directionsDeg.map((degrees) => (
          <path key={degrees} d={degrees % 90 === 0 ? STRAIGHT : DIAGONAL} transform={`rotate(${degrees})`} />
        ))}
        <circle ref={knob} r="10" className={styles.knob} />
      </svg>
    </button>
  );
}
