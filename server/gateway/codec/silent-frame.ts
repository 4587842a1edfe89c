/**
 * AAC frames that decode to silence, whatever the sample rate (ISO/IEC 14496-3, 4.4.2.1): a single channel element, or a
 * channel pair, without a scale factor band, and the end of the frame.
 */
const MONO = Uint8Array.of(0x00, 0x00, 0x00, 0x07);
const STEREO = Uint8Array.of(0x20, 0x00, 0x00, 0x00, 0x00, 0x00, 0x0e);

/** One frame of silence. Shared; not to be changed. */
export function silentAacFrame(channels: 1 | 2): Uint8Array {
  return channels === 1 ? MONO : STEREO;
}
