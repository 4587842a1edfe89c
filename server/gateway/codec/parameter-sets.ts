import type { VideoFormat } from './video-format.ts';

/**
 * The parameter sets of a stream by their ids, from the description or from the stream itself; the newest of an id counts
 * (ITU-T H.264, 7.4.1.2.1; H.265, 7.4.2.4.2). Invalid ones are passed over, so a broken set in one place does not hide a
 * good one in the other (Q18, Q28).
 */
export interface ParameterSets {
  /** Takes in one parameter set. @returns false when it is invalid, or one too many */
  add(nalUnit: Uint8Array): boolean;
  /** The sets that a key frame's slice refers to; null when one is missing. Equal sets give the identical object. */
  formatOf(keySlice: Uint8Array): VideoFormat | null;
}
