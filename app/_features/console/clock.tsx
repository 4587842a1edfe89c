import { useEffect, useRef } from 'react';
import { useTranslations } from 'use-intl';
import { languageTag, localeStore } from '../../_lib/i18n/index.ts';
import { useStoreValue } from '../../_lib/store/index.ts';
import { serverClock, ticker } from '../../_lib/time/index.ts';
import styles from './clock.module.css';

/** Date and time by the server's clock, so that all desks of a room show the same second. */
export function Clock() {
  const tag = languageTag(useStoreValue(localeStore));
  const t = useTranslations('console');
  const day = useRef<HTMLElement>(null);
  const time = useRef<HTMLTimeElement>(null);
  useEffect(() => {
    const dateFormat = new Intl.DateTimeFormat(tag, { month: 'long', day: 'numeric' });
    const weekdayFormat = new Intl.DateTimeFormat(tag, { weekday: 'short' });
    const timeFormat = new Intl.DateTimeFormat(tag, { timeStyle: 'medium', hourCycle: 'h23' });
    return ticker.add(() => {
      const now = new Date(serverClock.now());
      write(day.current, t('date', { day: dateFormat.format(now), weekday: weekdayFormat.format(now) }));
      write(time.current, timeFormat.format(now));
    });
  }, [tag, t]);
  return (
    <span className={styles.clock}>
      <small ref={day} />
      <time ref={time} />
    </span>
  );
}

function write(element: HTMLElement | null, text: string): void {
  if (element !== null && element.textContent !== text) element.textContent = text;
}
