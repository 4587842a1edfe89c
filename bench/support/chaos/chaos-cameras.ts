import type { Fault } from '#sim/faults';
import { CAMERAS_PER_SIMULATOR } from '../bench-cameras.ts';
import { type Child, startChild } from '../child.ts';
import type { CamerasApi } from './cameras-process.ts';

/** Simulated cameras of small streams, spread over as many processes as they need, and what is wrong with them. */
export interface ChaosCameras {
  readonly codes: readonly string[];
  /** Pictures per second. */
  readonly frameRate: number;
  urlOf(code: string): string;
  fail(code: string, fault: Fault): Promise<void>;
  heal(code: string): Promise<void>;
  /** Pictures that each camera left out so far. */
  skipped(): Promise<ReadonlyMap<string, number>>;
  /** The longest time for which a process of theirs got no CPU time since this was asked last, ms. */
  longestStall(): Promise<number>;
}

/** Starts them. @param held stops them again */
export async function startChaosCameras(
  held: AsyncDisposableStack,
  codes: readonly string[],
  bitsPerSecond: number,
): Promise<ChaosCameras> {
  const homes = new Map<string, { readonly child: Child<CamerasApi>; readonly url: string }>();
  const children: Child<CamerasApi>[] = [];
  let frameRate = 0;
  for (let first = 0; first < codes.length; first += CAMERAS_PER_SIMULATOR) {
    const own = codes.slice(first, first + CAMERAS_PER_SIMULATOR);
    const child = held.use(startChild<CamerasApi>(new URL('./cameras-process.ts', import.meta.url)));
    children.push(child);
    const started = await child.ask('start', own, bitsPerSecond);
    frameRate = started.frameRate;
    for (const code of own) homes.set(code, { child, url: `${started.url}/${code}/sub` });
  }
  return {
    codes,
    frameRate,
    urlOf: (code) => homes.get(code)?.url ?? '',
    fail: async (code, fault) => homes.get(code)?.child.ask('fail', code, fault),
    heal: async (code) => homes.get(code)?.child.ask('heal', code),
    longestStall: async () =>
      Math.max(...(await Promise.all(children.map((child) => child.ask('longestStall'))))),
    skipped: async () => {
      const all = await Promise.all(children.map((child) => child.ask('skipped')));
      return new Map(all.flatMap((counts) => [...counts]));
    },
  };
}
