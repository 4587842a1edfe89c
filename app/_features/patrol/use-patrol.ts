import { useEffect, useRef, useState } from 'react';
import type { LonLat } from '#core/geo';
import { loadSession, sessionStore } from '../../_lib/session/index.ts';
import { useStore } from '../../_lib/store/index.ts';
import { isReachedStore, loadTask, outbox } from './patrol-stores.ts';

/** Often enough for an offer that has to be answered within a minute; a phone in a pocket asks less by itself. */
const ASK_EVERY_MS = 4_000;

/** Follows session and task for as long as the page is open. */
export function useFollowedTask(): void {
  const state = useStore(sessionStore, (session) => session.state);
  useEffect(() => {
    if (state === 'loading') void loadSession();
    if (state === 'signed_out') window.location.replace('/sign-in');
    if (state === 'unreachable') {
      const timer = setInterval(() => void loadSession(), ASK_EVERY_MS);
      return () => clearInterval(timer);
    }
    if (state !== 'signed_in') return;
    const ask = () => void loadTask();
    const back = () => {
      outbox.flush();
      ask();
    };
    back();
    const timer = setInterval(ask, ASK_EVERY_MS);
    // The link came back in a way the browser does not tell: the answered question does.
    const stop = isReachedStore.subscribe(() => isReachedStore.get() && outbox.flush());
    window.addEventListener('online', back);
    document.addEventListener('visibilitychange', back);
    return () => {
      clearInterval(timer);
      stop();
      outbox.stop();
      window.removeEventListener('online', back);
      document.removeEventListener('visibilitychange', back);
    };
  }, [state]);
}

/** Where the phone is; `null` until it is known, or if it may not be. */
export function useOwnPlace(): LonLat | null {
  const [place, setPlace] = useState<LonLat | null>(null);
  useEffect(() => {
    if (!('geolocation' in navigator)) return;
    const watch = navigator.geolocation.watchPosition(
      ({ coords }) => setPlace({ lon: coords.longitude, lat: coords.latitude }),
      () => setPlace(null),
      { enableHighAccuracy: true, maximumAge: 10_000 },
    );
    return () => navigator.geolocation.clearWatch(watch);
  }, []);
  return place;
}

const NEW_TASK_PATTERN_MS = [300, 150, 300, 150, 600];

/** Vibrates for a task that was not there before. */
export function useTaskAlarm(assignmentId: string | null): void {
  const known = useRef(assignmentId);
  useEffect(() => {
    if (assignmentId !== null && assignmentId !== known.current) navigator.vibrate?.(NEW_TASK_PATTERN_MS);
    known.current = assignmentId;
  }, [assignmentId]);
}
