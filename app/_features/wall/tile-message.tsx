import { useEffect, useRef } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import type { PictureState } from '../../_lib/player/index.ts';
import { serverClock, ticker } from '../../_lib/time/index.ts';
import { durationText } from './duration.ts';
import styles from './tile.module.css';

type Lost = Extract<PictureState, { state: 'stale' | 'offline' }>;

/** What stands over a picture that is not live: what happened, since when, and what is being done about it. */
export function TileMessage({
  picture,
  isMissing,
}: {
  readonly picture: PictureState;
  readonly isMissing: boolean;
}) {
  const t = useTranslations('tile');
  if (picture.state === 'live') return null;
  if (picture.state === 'connecting') return <p className={styles.connecting}>{t('connecting')}</p>;
  if (picture.state === 'refused') {
    return (
      <p className={styles.message}>
        <b>{isMissing ? t('missing') : t('refused')}</b>
        <span>{isMissing ? t('missingHint') : t('refusedHint')}</span>
      </p>
    );
  }
  return <LostPicture picture={picture} />;
}

function LostPicture({ picture }: { readonly picture: Lost }) {
  const t = useTranslations();
  const elapsed = useRef<HTMLSpanElement>(null);
  const retry = useRef<HTMLSpanElement>(null);
  const retryText = useRetryText(picture);
  const sinceMs =
    picture.state === 'offline' ? (picture.sinceMs ?? picture.lastCaptureMs) : picture.lastCaptureMs;
  useEffect(
    () =>
      ticker.add(() => {
        write(elapsed.current, sinceMs === null ? '' : durationText(serverClock.now() - sinceMs));
        write(retry.current, retryText(serverClock.now()));
      }),
    [sinceMs, retryText],
  );
  return (
    <p className={styles.message}>
      <b>
        {t(`tile.${picture.state}`)} <span ref={elapsed} />
      </b>
      {picture.reason !== null && <span className={styles.reason}>{t(`reason.${picture.reason}`)}</span>}
      <span>
        <LastPicture picture={picture} /> · <span ref={retry} />
      </span>
    </p>
  );
}

function LastPicture({ picture }: { readonly picture: Lost }) {
  const t = useTranslations('tile');
  const format = useFormatter();
  if (picture.lastCaptureMs === null) return t('never');
  const options = { timeStyle: 'medium', hourCycle: 'h23' } as const;
  return t('lastFrame', { time: format.dateTime(picture.lastCaptureMs, options) });
}

/** The retry as the gateway announced it, counted down. */
function useRetryText({ retry }: Lost): (nowMs: number) => string {
  const t = useTranslations('tile');
  return (nowMs) => {
    if (retry === null) return t('retrySoon');
    if (retry.atMs === null) return t('parked');
    const seconds = Math.ceil((retry.atMs - nowMs) / 1_000);
    const { attempt } = retry;
    return seconds > 0 ? t('retryIn', { attempt, seconds }) : t('retrying', { attempt });
  };
}

function write(element: HTMLElement | null, text: string): void {
  if (element !== null && element.textContent !== text) element.textContent = text;
}
