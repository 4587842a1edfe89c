import { useEffect, useRef } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import type { PictureState } from '../../_lib/player/index.ts';
import { durationText, serverClock, ticker } from '../../_lib/time/index.ts';

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
  if (picture.state === 'unplayable') {
    return (
      <p className={styles.message}>
        <b>{t('unplayable')}</b>
        <span>{t('unplayableHint')}</span>
      </p>
    );
  }
  return <LostPicture picture={picture} />;
}

function LostPicture({ picture }: { readonly picture: Lost }) {
  const t = useTranslations();
  const elapsed = useRef<HTMLSpanElement>(null);
  const recovery = useRef<HTMLSpanElement>(null);
  const recoveryText = useRecoveryText(picture);
  const sinceMs =
    picture.state === 'offline' ? (picture.sinceMs ?? picture.lastCaptureMs) : picture.lastCaptureMs;
  useEffect(
    () =>
      ticker.add(() => {
        write(elapsed.current, sinceMs === null ? '' : durationText(serverClock.now() - sinceMs));
        write(recovery.current, recoveryText(serverClock.now()));
      }),
    [sinceMs, recoveryText],
  );
  return (
    <p className={styles.message}>
      <b>
        {t(`tile.${picture.state}`)} <span ref={elapsed} />
      </b>
      {picture.reason !== null && <span className={styles.reason}>{t(`reason.${picture.reason}`)}</span>}
      <span>
        <LastPicture picture={picture} /> · <span ref={recovery} />
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

/** What is being done about it, with the countdown the gateway has announced. */
function useRecoveryText({ recovery, reason }: Lost): (nowMs: number) => string {
  const t = useTranslations('tile');
  return (nowMs) => {
    if (reason === 'desk_overloaded') return t('catchingUp');
    if (recovery === null) return t('retrySoon');
    if (recovery.kind === 'parked') return t('parked');
    const { attempt } = recovery;
    const seconds = recovery.kind === 'waiting' ? Math.ceil((recovery.untilMs - nowMs) / 1_000) : 0;
    return seconds > 0 ? t('retryIn', { attempt, seconds }) : t('retrying', { attempt });
  };
}

function write(element: HTMLElement | null, text: string): void {
  if (element !== null && element.textContent !== text) element.textContent = text;
}
