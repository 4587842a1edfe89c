import { CAMERAS_PER_SIMULATOR } from './bench-cameras.ts';
import { type Child, startChild } from './child.ts';
import type { SimulatorApi } from './simulator-process.ts';

/** Simulated cameras, spread over as many processes as they need. */
export interface Simulators extends AsyncDisposable {
  /** Where a camera's main stream is. */
  urlOf(code: string): string;
  beginCount(): Promise<void>;
  /** Pictures that were due since `beginCount` and never sent, because the simulators got no CPU time. */
  skipped(): Promise<number>;
}

/** @param bitsPerSecond what every stream is filled up to */
export async function startSimulators(codes: readonly string[], bitsPerSecond: number): Promise<Simulators> {
  await using started = new AsyncDisposableStack();
  const urls = new Map<string, string>();
  const children: Child<SimulatorApi>[] = [];
  for (let first = 0; first < codes.length; first += CAMERAS_PER_SIMULATOR) {
    const own = codes.slice(first, first + CAMERAS_PER_SIMULATOR);
    const child = started.use(startChild<SimulatorApi>(new URL('./simulator-process.ts', import.meta.url)));
    children.push(child);
    const url = await child.ask('start', own, bitsPerSecond);
    for (const code of own) urls.set(code, `${url}/${code}/main`);
  }
  const all = started.move();
  return {
    urlOf: (code) => urls.get(code) ?? '',
    beginCount: async () => void (await Promise.all(children.map((child) => child.ask('beginCount')))),
    skipped: async () => {
      const counts = await Promise.all(children.map((child) => child.ask('skipped')));
      return counts.reduce((sum, count) => sum + count, 0);
    },
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  };
}
