import type { BitReader } from './bit-reader.ts';

/** What H.264 (ITU-T H.264, E.1.1) and H.265 (ITU-T H.265, E.2.1) write alike in their video usability information. */
const FRAME_RATE_MAX = 300;
const EXTENDED_SAR = 255;

/** Passes over aspect ratio, overscan, colours and the place of chroma samples. */
export function skipDisplay(reader: BitReader): void {
  if (reader.flag() && reader.bits(8) === EXTENDED_SAR) reader.bits(32);
  if (reader.flag()) reader.flag();
  if (reader.flag()) {
    reader.bits(4);
    if (reader.flag()) reader.bits(24);
  }
  if (reader.flag()) {
    reader.unsigned();
    reader.unsigned();
  }
}

/**
 * Reads num_units_in_tick and time_scale.
 * @param ticks of one picture
 * @returns pictures per second; null where absurd, or in a set cut short
 */
export function readTickRate(reader: BitReader, ticks: 1 | 2): number | null {
  const unitsInTick = reader.bits(32);
  const timeScale = reader.bits(32);
  const frameRate = timeScale / (ticks * unitsInTick);
  return !reader.failed && frameRate > 0 && frameRate <= FRAME_RATE_MAX ? frameRate : null;
}
