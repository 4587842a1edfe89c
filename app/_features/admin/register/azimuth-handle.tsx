import { type KeyboardEvent, type PointerEvent, useLayoutEffect, useRef } from 'react';
import { useTranslations } from 'use-intl';
import type { CameraView } from '#core/camera';
import { bearingDeg, destination, type LonLat } from '#core/geo';
import type { MapCanvas } from '../../../_lib/map/index.ts';
import styles from './place-map.module.css';

/** Far enough from the camera's mark for a finger, however small the cone is. */
const REACH_MIN_PX = 40;
const STEP_DEG = 5;
const steps: Readonly<Record<string, number>> = {
  ArrowRight: STEP_DEG,
  ArrowUp: STEP_DEG,
  ArrowLeft: -STEP_DEG,
  ArrowDown: -STEP_DEG,
};

/** Turns a camera: a handle at the far end of its cone. It follows the map without rendering. */
export function AzimuthHandle(props: {
  readonly canvas: MapCanvas;
  readonly position: LonLat;
  readonly view: CameraView;
  readonly onTurn: (azimuthDeg: number) => void;
}) {
  const { canvas, position, view, onTurn } = props;
  const t = useTranslations('admin.where');
  const handle = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => {
    const place = () => {
      const { x, y } = handlePlace(canvas, position, view);
      if (handle.current !== null) handle.current.style.transform = `translate(${x}px, ${y}px)`;
    };
    place();
    return canvas.onMove(place);
  }, [canvas, position, view]);
  const turn = (event: PointerEvent<HTMLElement>) => {
    const frame = event.currentTarget.parentElement?.getBoundingClientRect();
    if (frame === undefined || !event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const at = { x: event.clientX - frame.left, y: event.clientY - frame.top };
    onTurn(bearingDeg(position, canvas.placeAt(at)));
  };
  return (
    <button
      ref={handle}
      type="button"
      role="slider"
      className={styles.handle}
      aria-label={t('turn')}
      title={t('turn')}
      aria-valuemin={0}
      aria-valuemax={359}
      aria-valuenow={view.azimuthDeg}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={turn}
      onKeyDown={(event: KeyboardEvent) => {
        const step = steps[event.key];
        if (step === undefined) return;
        event.preventDefault();
        onTurn(view.azimuthDeg + step);
      }}
    />
  );
}

/** From the canvas's top left corner: the end of the cone, or as far out as a finger needs. */
function handlePlace(canvas: MapCanvas, position: LonLat, { azimuthDeg, rangeM }: CameraView) {
  const eye = canvas.project(position);
  const end = canvas.project(destination(position, azimuthDeg, rangeM));
  const [dx, dy] = [end.x - eye.x, end.y - eye.y];
  const lengthPx = Math.hypot(dx, dy);
  const scale = lengthPx === 0 ? 0 : Math.max(1, REACH_MIN_PX / lengthPx);
  return { x: eye.x + dx * scale, y: eye.y + dy * scale };
}
