import { readFileSync } from 'node:fs';
import { clipFolder } from './clip.ts';

export const SOUND_RATE_HZ = 16_000;
/** Samples in an AAC frame (ISO/IEC 14496-3, 4.5.2.1.1). */
export const SOUND_FRAME_SAMPLES = 1_024;

/** Where `draw.ts` puts the sound and `loadSound` finds it. */
export const soundFile = 'ambience.aac';

const ADTS_HEADER_BYTES = 7;

/** What a camera hears, as a seamless loop of AAC LC frames. */
export interface SoundClip {
  /** AudioSpecificConfig (ISO/IEC 14496-3, 1.6.2.1): AAC LC, 16 kHz, one channel. */
  readonly config: Uint8Array;
  readonly frames: readonly Uint8Array[];
}

/** Reads the committed sound. @throws if it is missing or no ADTS; that is a broken checkout */
export function loadSound(): SoundClip {
  return {
    config: Uint8Array.of(0x14, 0x08),
    frames: splitAdts(readFileSync(new URL(soundFile, clipFolder))),
  };
}

/** The frames of an ADTS stream (ISO/IEC 14496-3, 1.A.2) without their headers. */
export function splitAdts(bytes: Uint8Array): Uint8Array[] {
  const frames: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; ) {
    const [sync, fourth = 0, fifth = 0, sixth = 0] = [bytes[at], bytes[at + 3], bytes[at + 4], bytes[at + 5]];
    const length = ((fourth & 3) << 11) | (fifth << 3) | (sixth >> 5);
    if (sync !== 0xff || length <= ADTS_HEADER_BYTES) throw new Error(`${soundFile}: no frame at ${at}`);
    frames.push(bytes.subarray(at + ADTS_HEADER_BYTES, at + length));
    at += length;
  }
  return frames;
}

/** The middle one of three loops that were encoded as one: its first frame follows its last. */
export function middleLoop(adts: Uint8Array, framesInLoop: number): Uint8Array {
  const frames = splitAdts(adts);
  const bytesBefore = (count: number): number =>
    frames.slice(0, count).reduce((sum, frame) => sum + ADTS_HEADER_BYTES + frame.length, 0);
  return adts.subarray(bytesBefore(framesInLoop), bytesBefore(2 * framesInLoop));
}
