import type { Mesh, Pose } from './mesh.ts';

/** A lit cone on the ground ahead of a vehicle, or a glow behind it. */
export interface Beam {
  /** From the middle of the vehicle, forwards. */
  readonly offsetM: number;
  /** 1 shines ahead, −1 back. */
  readonly towards: 1 | -1;
  readonly reachM: number;
  readonly colour: readonly [number, number, number];
}

/** A moving thing at one moment. */
export interface Placed {
  readonly mesh: Mesh;
  readonly pose: Pose;
  /** Length and width on the ground, which it darkens. */
  readonly footprint: readonly [number, number];
  readonly beams?: readonly Beam[];
}

/** Where something is at a moment of the loop; it must be in the same places one loop later. */
export type Actor = (seconds: number) => readonly Placed[];
