import { barrierArm } from '../props/furniture.ts';
import type { Actor } from '../render/actor.ts';
import type { Mesh, Pose } from '../render/mesh.ts';
import { smoothstep } from '../render/vec.ts';
import { fixture } from './actors.ts';

/** When a car halts before a barrier and when it goes on, in seconds of the loop. */
export interface Halt {
  readonly haltS: number;
  readonly goS: number;
}

const POSITIONS = 24;

/** How far the arm is up: it lifts in 1.5 s before a car goes and falls 3.5 s after. */
function lift(halts: readonly Halt[], seconds: number): number {
  const each = halts.map(
    ({ goS }) => smoothstep(goS - 1.8, goS - 0.3, seconds) * (1 - smoothstep(goS + 3.6, goS + 5, seconds)),
  );
  return Math.max(...each);
}

/** A barrier that lets cars through after they have halted. */
export function barrier(at: Pose, lengthM: number, halts: readonly Halt[]): Actor {
  const arms = Array.from({ length: POSITIONS + 1 }, (_, index) => barrierArm(lengthM, index / POSITIONS));
  return fixture(at, (seconds) => arms[Math.round(lift(halts, seconds) * POSITIONS)] as Mesh);
}
