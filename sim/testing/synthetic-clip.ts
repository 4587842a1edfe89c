import type { ClipStream } from '#sim/cameras';

/**
 * Pictures without a decoder's meaning: a key frame every two seconds, each slice filled with its own number, so that
 * a test can tell which picture it got.
 */
export function syntheticStream(options: {
  readonly frameRate: number;
  readonly seconds: number;
  readonly sliceBytes: number;
}): ClipStream {
  const { frameRate, seconds, sliceBytes } = options;
  return {
    width: 320,
    height: 240,
    frameRate,
    sps: Uint8Array.of(0x67, 0x42, 0xc0, 0x1e, 0xd9),
    pps: Uint8Array.of(0x68, 0xce, 0x3c, 0x80),
    accessUnits: Array.from({ length: frameRate * seconds }, (_, index) => {
      const keyFrame = index % (frameRate * 2) === 0;
      const slice = new Uint8Array(sliceBytes).fill((index % 200) + 1);
      slice[0] = keyFrame ? 0x65 : 0x41;
      return { nalUnits: [Uint8Array.of(0x09, 0xf0), slice], keyFrame };
    }),
  };
}
