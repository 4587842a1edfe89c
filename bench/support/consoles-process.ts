import type { SquadPositionUpdate } from '#core/contracts';
import type { AlertId } from '#core/kit';
import type { Receipts } from './alert-delays.ts';
import { BenchConsole } from './bench-console.ts';
import { serve } from './serve.ts';
import { percentile } from './statistics.ts';

const consoles: BenchConsole[] = [];
/** How old positions were when they came, on all consoles. */
let agesMs: number[] = [];

/** Alerts that every console must be told of. */
let expected: readonly AlertId[] = [];

const sum = (of: (one: BenchConsole) => number): number =>
  consoles.reduce((total, one) => total + of(one), 0);

const api = {
  /** Connects one console for each session. @param cookies their `Cookie` headers */
  async open(webUrl: string, cookies: readonly string[]): Promise<void> {
    for (const cookie of cookies) consoles.push(await BenchConsole.open(webUrl, cookie));
  },

  expect(ids: readonly AlertId[]): void {
    expected = ids;
  },

  /** Whether every console was told of all that is expected. */
  allShown: () => consoles.every(({ receipts }) => expected.every((id) => receipts.has(id))),

  /** Whether every console knows of all of them whose turn they are. */
  allRouted: () =>
    consoles.every(({ receipts }) => expected.every((id) => (receipts.get(id)?.routedAtMs ?? null) !== null)),

  /** What every console was told so far. */
  receipts: (): Receipts[] => consoles.map(({ receipts }) => receipts),

  /** How often consoles were cut off, and had to read the list anew, all together. */
  interruptions: () => ({ cuts: sum(({ cuts }) => cuts), reloads: sum(({ reloads }) => reloads) }),

  /** Lets every console listen to positions too. */
  async watchPositions(): Promise<void> {
    const note = (updates: readonly SquadPositionUpdate[]): void => {
      const nowMs = Date.now();
      for (const { atMs } of updates) agesMs.push(nowMs - atMs);
    };
    for (const one of consoles) await one.watchPositions(note);
  },

  /** Positions that came since this was last asked, and their age on arrival in ms. */
  takePositions(): { received: number; p50: number; p99: number } {
    const ages = agesMs;
    agesMs = [];
    const at = (share: number) => (ages.length === 0 ? Number.NaN : percentile(ages, share));
    return { received: ages.length, p50: at(0.5), p99: at(0.99) };
  },
};
export type ConsolesApi = typeof api;

serve(api);
