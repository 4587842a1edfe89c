import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { ManualClock } from '#core/kit';
import type { Fault } from '#sim/faults';
import { loadPanorama } from '#sim/footage';
import { DomeFootage, frames, PanoramaSlices, PtzHead } from '#sim/ptz';
import { PictureSource } from './picture-source.ts';

const slices = loadPanorama().map((level) => new PanoramaSlices(level));

it.each<Fault>([{ fault: 'freeze' }, { fault: 'black' }])(
  'a dome shows $fault at once, and itself again from a key frame on',
  (fault) => {
    const clock = new ManualClock();
    const head = new PtzHead(clock);
    const source = new PictureSource(new DomeFootage(frames.sub, head, slices), null);
    head.goTo({ pan: -1 });
    clock.advance(10_000);
    // From end to end, so slowly that it is on the way all the time, with a key frame every 400 ms.
    head.move({ pan: 0.5, tilt: 0, zoom: 0 }, 60_000);
    const pictures = Array.from({ length: 45 }, (_, frame) => {
      const picture = source.picture(frame, clock.now(), frame >= 7 && frame < 20 ? fault : null);
      clock.advance(1000 / 15);
      return picture;
    });
    const stream = pictures.flatMap(({ nalUnits, keyFrame, sps, pps }) =>
      keyFrame ? [sps, pps, ...nalUnits] : nalUnits,
    );
    const { stdout, stderr, status } = spawnSync(
      'ffmpeg',
      [
        ...['-v', 'error', '-xerror', '-err_detect', 'explode', '-f', 'h264', '-i', 'pipe:0'],
        ...['-f', 'rawvideo', '-pix_fmt', 'gray', 'pipe:1'],
      ],
      {
        input: Buffer.concat(stream.flatMap((nalUnit) => [Uint8Array.of(0, 0, 0, 1), nalUnit])),
        maxBuffer: 50e6,
      },
    );
    expect({ status, complaints: stderr.toString() }).toEqual({ status: 0, complaints: '' });
    const size = 640 * 360;
    const shown = (frame: number) => stdout.subarray(frame * size, (frame + 1) * size);
    expect(shown(6).equals(shown(5))).toBe(false);
    for (let frame = 8; frame < 20; frame++) expect(shown(frame).equals(shown(7))).toBe(true);
    expect(shown(27).equals(shown(7))).toBe(false);
    expect(shown(28).equals(shown(27))).toBe(false);
  },
);
