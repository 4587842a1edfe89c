/** When somebody is where along a route: seconds and metres, both rising; standing still is allowed. */
export type Milestone = readonly [seconds: number, metres: number];

export interface Journey {
  readonly startS: number;
  readonly endS: number;
  metresAt(seconds: number): number;
  /** Metres per second. */
  speedAt(seconds: number): number;
}

/** A smooth journey that never overshoots or turns back (monotone cubic interpolation, Fritsch and Carlson 1980). */
export function journey(milestones: readonly Milestone[]): Journey {
  const last = milestones.length - 1;
  const at = (index: number) => milestones[index] as Milestone;
  const slope = (leg: number) => (at(leg + 1)[1] - at(leg)[1]) / (at(leg + 1)[0] - at(leg)[0]);
  const speeds = milestones.map((_, index) => {
    if (index === 0) return slope(0);
    if (index === last) return slope(last - 1);
    const [before, after] = [slope(index - 1), slope(index)];
    return before * after <= 0 ? 0 : (2 * before * after) / (before + after);
  });
  const metresAt = (seconds: number) => {
    let leg = 0;
    while (leg < last - 1 && seconds > at(leg + 1)[0]) leg += 1;
    const [t0, s0] = at(leg);
    const [t1, s1] = at(leg + 1);
    const span = t1 - t0;
    const t = Math.min(1, Math.max(0, (seconds - t0) / span));
    const [v0, v1] = [(speeds[leg] as number) * span, (speeds[leg + 1] as number) * span];
    return (
      s0 * (1 + 2 * t) * (1 - t) ** 2 +
      v0 * t * (1 - t) ** 2 +
      s1 * t * t * (3 - 2 * t) +
      v1 * t * t * (t - 1)
    );
  };
  return {
    startS: at(0)[0],
    endS: at(last)[0],
    metresAt,
    speedAt: (seconds) => (metresAt(seconds + 0.1) - metresAt(seconds - 0.1)) / 0.2,
  };
}

/** Passes `atM` at `atS` and keeps its speed over the whole route. */
export function cruise(lengthM: number, speed: number, atS: number, atM = 0): Journey {
  return journey([
    [atS - atM / speed, 0],
    [atS + (lengthM - atM) / speed, lengthM],
  ]);
}

/** Comes at `speed`, halts at `haltM` from `haltS` to `goS`, and drives on. */
export function halting(
  lengthM: number,
  speed: number,
  halt: { readonly haltM: number; readonly haltS: number; readonly goS: number },
): Journey {
  const { haltM, haltS, goS } = halt;
  const brakeS = Math.min(4, haltM / speed);
  const slowFromM = haltM - (speed * brakeS) / 2;
  const fast = Math.min(lengthM - 0.1, haltM + speed * 2.5);
  return journey([
    [haltS - brakeS - Math.max(0.1, slowFromM / speed), 0],
    [haltS - brakeS, Math.max(0.1, slowFromM)],
    [haltS - brakeS * 0.4, haltM - speed * brakeS * 0.09],
    [haltS, haltM],
    [goS, haltM],
    [goS + 1.5, haltM + speed * 0.28],
    [goS + 5, fast],
    [goS + 5 + (lengthM - fast) / speed, lengthM],
  ]);
}

/** The journey's own times that fall on one moment of a loop: it is repeated every loop, and may be longer than one. */
export function moments({ startS, endS }: Journey, seconds: number, loopS: number): number[] {
  const times: number[] = [];
  const first = seconds + Math.ceil((startS - seconds) / loopS) * loopS;
  for (let time = first; time < endS; time += loopS) times.push(time);
  return times;
}
