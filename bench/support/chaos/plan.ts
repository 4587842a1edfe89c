import { seededRandom } from '#sim/cameras';
import { type Fault, faultSchema } from '#sim/faults';

/** What befalls a camera when; `null` heals it. */
export interface Blow {
  /** Since the plan began. */
  readonly atMs: number;
  readonly code: string;
  readonly fault: Fault | null;
}

type Draw = (least: number, most: number) => number;

/** Every fault the simulator knows, badly enough to hurt and short enough to happen several times. */
const FAULTS: Readonly<Record<Fault['fault'], (between: Draw) => object>> = {
  stop: () => ({}),
  freeze: () => ({}),
  black: () => ({}),
  garbage: (between) => ({ percent: between(1, 60) }),
  drop: (between) => ({ percent: between(1, 40) }),
  slow: (between) => ({ delayMs: between(100, 4_000), bitsPerSecond: between(50_000, 400_000) }),
  stall: () => ({}),
  mute: () => ({}),
  refuse: (between) => ({ status: between(0, 1) === 0 ? 453 : 503 }),
  'wrong-password': () => ({}),
  flap: (between) => ({ upMs: between(300, 4_000), downMs: between(100, 2_000) }),
  'half-open': () => ({}),
  parameters: (between) => ({ everyMs: between(100, 4_000) }),
  'clock-jump': (between) => ({ stepMs: between(-3_600_000, 3_600_000), everyMs: between(500, 6_000) }),
  oversized: (between) => ({ bytes: between(100_000, 2_000_000) }),
  trickle: (between) => ({ byteMs: between(20, 1_000) }),
};
export const faultKinds = Object.keys(FAULTS) as readonly Fault['fault'][];

const LASTS_MS = [2_000, 15_000] as const;
const WELL_MS = [0, 5_000] as const;

/** Takes cameras for the bad ones, all over the list, so that each has neighbours on its site that are well. */
export function chooseBad(codes: readonly string[], count: number, seed: number): string[] {
  const random = seededRandom(seed);
  const left = [...codes];
  return Array.from({ length: Math.min(count, left.length) }, () => {
    const [code = ''] = left.splice(Math.floor(random() * left.length), 1);
    return code;
  });
}

/**
 * One fault after the other for each camera, with moments of health between them, and all healed at the end.
 * @returns in order of time; the same for the same seed
 */
export function planChaos(codes: readonly string[], durationMs: number, seed: number): Blow[] {
  const random = seededRandom(seed);
  const between: Draw = (least, most) => least + Math.floor(random() * (most - least + 1));
  const blows: Blow[] = [];
  for (const code of codes) {
    // Every kind comes before any comes again, so that a short run leaves out as few as it can.
    let kinds: Fault['fault'][] = [];
    for (let atMs = between(...WELL_MS); atMs < durationMs; atMs += between(...WELL_MS)) {
      if (kinds.length === 0) kinds = [...faultKinds];
      const [kind = 'stop'] = kinds.splice(between(0, kinds.length - 1), 1);
      blows.push({ atMs, code, fault: faultSchema.parse({ fault: kind, ...FAULTS[kind](between) }) });
      atMs = Math.min(durationMs, atMs + between(...LASTS_MS));
      blows.push({ atMs, code, fault: null });
    }
  }
  return blows.sort((a, b) => a.atMs - b.atMs);
}
