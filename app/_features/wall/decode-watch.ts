import { systemClock } from '#core/kit';
import { createStore } from '../../_lib/store/index.ts';
import { ticker } from '../../_lib/time/index.ts';
import { DecodeBudget } from './decode-budget.ts';
import { type DecodeLoad, DecodeMeter } from './decode-meter.ts';
import { playersOnScreen } from './streaming.ts';

/** How this desk copes, as last measured. */
export const decodeLoadStore = createStore<DecodeLoad | null>(null);

/** Whether layouts of several tiles make do with the small streams, because this desk cannot do better. */
export const decodeLimitedStore = createStore(false);

/** Measures until the returned function is called. */
export function watchDecode(): () => void {
  const monotonicMs = () => systemClock.monotonicMs();
  const meter = new DecodeMeter(monotonicMs);
  const budget = new DecodeBudget(monotonicMs);
  return ticker.add(() => {
    const load = meter.measure(playersOnScreen);
    if (load === null) return;
    decodeLoadStore.set(load);
    decodeLimitedStore.set(budget.note(load));
  });
}
