import { useEffect, useRef } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import type { CameraRecord } from '#core/contracts';
import { useUnit } from '../../_lib/cameras/index.ts';
import { useLocalized } from '../../_lib/i18n/index.ts';
import type { TilePlayer } from '../../_lib/player/index.ts';
import { serverClock, ticker } from '../../_lib/time/index.ts';
import styles from './tile.module.css';

export interface TileCaptionProps {
  readonly camera: CameraRecord | null;
  readonly player: TilePlayer | null;
  readonly state: string;
}

/** Name, place and class of the camera, and how old the picture is. */
export function TileCaption({ camera, player, state }: TileCaptionProps) {
  const t = useTranslations();
  const localized = useLocalized();
  const unit = useUnit(camera?.orgUnitId ?? null);
  const name = camera === null ? '…' : localized(camera.name);
  const place = unit === null ? '' : localized(unit.name);
  return (
    <div className={styles.caption}>
      <span className={styles.names}>
        <b title={name}>{name}</b>
        <em>
          {place !== '' && !name.startsWith(place) && `${place} · `}
          {camera !== null && t(`class.${camera.class}`)}
        </em>
      </span>
      {state === 'live' && player !== null && <PictureAge player={player} />}
    </div>
  );
}

/** Above this an operator should know that the picture lags, before it is called stale. */
const LATE_MS = 2_000;

function PictureAge({ player }: { readonly player: TilePlayer }) {
  const t = useTranslations('tile');
  const format = useFormatter();
  const element = useRef<HTMLSpanElement>(null);
  useEffect(
    () =>
      ticker.add(() => {
        const lastCaptureMs = player.picture?.lastCaptureMs ?? null;
        if (element.current === null || lastCaptureMs === null) return;
        const ageMs = Math.max(0, serverClock.now() - lastCaptureMs);
        const digits = { minimumFractionDigits: 1, maximumFractionDigits: 1 };
        element.current.textContent = t('age', { seconds: format.number(ageMs / 1_000, digits) });
        element.current.dataset.late = String(ageMs > LATE_MS);
      }),
    [player, t, format],
  );
  return <span ref={element} className={styles.age} title={t('ageLabel')} />;
}
