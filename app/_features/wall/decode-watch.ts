import { systemClock } from '#core/kit';
import { createStore } from '../../_lib/store/index.ts';
import { ticker } from '../../_lib/time/index.ts';
import { DecodeBudget, type MainBudget } from './decode-budget.ts';
import { type DecodeLoad, DecodeMeter } from './decode-meter.ts';
import { playersOnScreen } from './streaming.ts';
import { SLOTS_MAX } from './wall-state.ts';

/** How this desk copes, as last measured; null before. */
export const decodeLoadStore = createStore<DecodeLoad | null>(null);

/** How many tiles may play their main stream in layouts of several. */
export const mainBudgetStore = createStore<MainBudget>({ tiles: 0, isLimited: false });

/** Measures until the returned function is called. */
export function watchDecode(): () => void {
  const monotonicMs = () => systemClock.monotonicMs();
  const meter = new DecodeMeter(monotonicMs);
  decodeLoadStore.set(null);
  const budget = new DecodeBudget(monotonicMs, SLOTS_MAX);
  return ticker.add(() => {
    const load = meter.measure(playersOnScreen);
    if (load === null) return;
    decodeLoadStore.set(load);
    const next = budget.note(load);
    const now = mainBudgetStore.get();
    if (next.tiles !== now.tiles || next.isLimited !== now.isLimited) mainBudgetStore.set(next);
  });
}
