import type { CameraId } from '#core/kit';
import type { Layout } from './wall-state.ts';

/** A passive wall shows no more: what nobody steers has to be seen from afar. */
export const PASSIVE_MAX = 9;

/**
 * Which cameras a passive wall shows: those it shows stay, as long as they exist, so that nothing moves without a
 * reason; places that are free go to online ones, spread over all there are.
 */
export function choosePassive(
  shown: readonly CameraId[],
  missing: ReadonlySet<CameraId>,
  online: readonly CameraId[],
): CameraId[] {
  const kept = shown.filter((id) => !missing.has(id));
  const others = online.filter((id) => !kept.includes(id));
  const free = Math.min(PASSIVE_MAX - kept.length, others.length);
  const spread = Array.from(
    { length: free },
    (_, index) => others[Math.floor((index * others.length) / free)],
  );
  return [...kept, ...spread.flatMap((id) => (id === undefined ? [] : [id]))];
}

/** The smallest layout that has a place for so many. */
export function passiveLayout(cameras: number): Layout {
  if (cameras <= 1) return 1;
  return cameras <= 4 ? 4 : 9;
}
