import { describe, expect, it } from 'vitest';
import { findCaptureTime } from '#core/contracts';
import { NAL_TYPE, nalTypeOf } from '#sim/h264';
import { depacketise, parseRtp } from '#sim/testing';
import {
  CODE,
  FRAME_MS,
  GOP_MS,
  isKeyFrame,
  START_MS,
  cameraStreamRig as setUp,
} from './testing/camera-stream-rig.ts';

describe('faults of a camera stream', () => {
  it('freeze: the last key frame with new timestamps, and the clip again from its next key frame', () => {
    const { clock, stream, viewer, fault, faults } = setUp({ startMs: START_MS + 100 });
    stream.play(viewer);
    clock.advance(400);
    const before = viewer.media.length;
    fault({ fault: 'freeze' });
    clock.advance(3_000);
    const frozen = viewer.accessUnits().slice(before);
    expect(frozen).toHaveLength(75);
    expect(frozen.every((nalUnits) => nalUnits.at(-1)?.equals(frozen[0]?.at(-1) ?? Buffer.of()))).toBe(true);
    expect(frozen.at(-1)?.at(-1)?.subarray(0, 2)).toEqual(Buffer.of(0x65, 1));
    const times = frozen.map((nalUnits) => findCaptureTime(nalUnits) ?? 0);
    times.slice(1).forEach((time, i) => {
      expect(time - (times[i] ?? 0)).toBe(40_000);
    });
    faults.clear(CODE);
    const cleared = viewer.media.length;
    clock.advance(GOP_MS);
    const afterwards = viewer.accessUnits().slice(cleared);
    const firstOther = afterwards.find(
      (nalUnits) => !nalUnits.at(-1)?.equals(frozen[0]?.at(-1) ?? Buffer.of()),
    );
    expect(firstOther?.map(nalTypeOf)).toContain(NAL_TYPE.idrSlice);
  });

  it('black: a key frame with its own parameter sets at once, another every two seconds', () => {
    const { clock, stream, viewer, fault } = setUp({ startMs: START_MS + 100 });
    stream.play(viewer);
    fault({ fault: 'black' });
    clock.advance(4_000);
    const types = viewer.types();
    expect(types.flatMap((each, index) => (isKeyFrame(each) ? [index] : []))).toEqual([0, 50]);
    const sps = viewer.accessUnits()[0]?.find((nalUnit) => nalTypeOf(nalUnit) === NAL_TYPE.sps);
    expect(sps).toEqual(Buffer.from(stream.describe().sps));
  });

  it('stall: nothing comes, and the hole shows in the sequence numbers afterwards', () => {
    const { clock, stream, viewer, fault, faults } = setUp();
    fault({ fault: 'stall' });
    const { sequence } = stream.position();
    stream.play(viewer);
    clock.advance(6_000);
    expect([...viewer.media, ...viewer.control]).toEqual([]);
    faults.clear(CODE);
    clock.advance(FRAME_MS);
    const [first] = viewer.media[0]?.batch.packets().map(parseRtp) ?? [];
    expect(first?.sequence).not.toBe(sequence);
  });
});

describe('faults of an encoder and its clock', () => {
  it('parameters: other parameter sets in turns, at key frames, and the same pictures', () => {
    const { clock, stream, viewer, fault } = setUp();
    fault({ fault: 'parameters', everyMs: 4_000 });
    stream.play(viewer);
    clock.advance(16_000 - FRAME_MS);
    const levels = viewer
      .accessUnits()
      .flatMap((nalUnits) => nalUnits.filter((nalUnit) => nalTypeOf(nalUnit) === NAL_TYPE.sps))
      .map((sps) => sps[3]);
    const own = stream.describe().sps[3];
    expect(levels).toEqual([own, 51, 51, own, own, 51, 51]);
  });

  it('clock-jump: capture times, time stamps and sender reports step together, and back', () => {
    const { clock, stream, viewer, fault } = setUp();
    fault({ fault: 'clock-jump', stepMs: -60_000, everyMs: 10_000 });
    stream.play(viewer);
    clock.advance(30_000 - FRAME_MS);
    const pictures = viewer.media.map(({ batch }) => ({
      capturedAtMs: (findCaptureTime(depacketise(batch.packets())) ?? 0) / 1_000,
      ticks: batch.packets().map(parseRtp)[0]?.timestamp ?? 0,
    }));
    const steps = pictures.slice(1).map(({ capturedAtMs, ticks }, i) => {
      const before = pictures[i] ?? { capturedAtMs: 0, ticks: 0 };
      return [capturedAtMs - before.capturedAtMs, ((ticks - before.ticks) | 0) / 90];
    });
    const jumps = steps.filter(([ms]) => ms !== FRAME_MS);
    expect(jumps).toEqual([
      [FRAME_MS - 60_000, FRAME_MS - 60_000],
      [FRAME_MS + 60_000, FRAME_MS + 60_000],
    ]);
  });

  it('oversized: key frames of the size asked for, the others as they are', () => {
    const { clock, stream, viewer, fault } = setUp();
    fault({ fault: 'oversized', bytes: 300_000 });
    stream.play(viewer);
    clock.advance(2 * GOP_MS);
    const sizes = viewer.media.map(({ batch }) => batch.byteLength);
    expect(sizes.filter((bytes) => bytes > 300_000)).toHaveLength(2);
    expect(sizes.filter((bytes) => bytes < 5_000)).toHaveLength(98);
  });
});

describe('a slow link', () => {
  it('delivers everything in order, as late as asked', () => {
    const { clock, stream, viewer, fault, faults } = setUp();
    fault({ fault: 'slow', delayMs: 1_500 });
    stream.play(viewer);
    clock.advance(4_000);
    faults.clear(CODE);
    clock.advance(4_000);
    const delivered = viewer.media.map(({ atMs, batch }) => {
      const capturedAtMs = (findCaptureTime(depacketise(batch.packets())) ?? 0) / 1000;
      return { capturedAtMs, lateMs: atMs - capturedAtMs };
    });
    expect(delivered).toHaveLength(200);
    for (const { lateMs } of delivered.slice(0, 90)) expect(lateMs).toBeGreaterThanOrEqual(1_500);
    delivered.slice(1).forEach(({ capturedAtMs }, i) => {
      expect(capturedAtMs).toBeGreaterThan(delivered[i]?.capturedAtMs ?? 0);
    });
    expect(delivered.at(-1)?.lateMs).toBeLessThanOrEqual(5);
  });

  it('carries no more bits than it can', () => {
    const { clock, stream, viewer, fault } = setUp();
    fault({ fault: 'slow', delayMs: 0, bitsPerSecond: 200_000 });
    stream.play(viewer);
    clock.advance(10_000);
    const bits = viewer.media.reduce((sum, { batch }) => sum + batch.byteLength * 8, 0);
    expect(bits / 10).toBeGreaterThan(180_000);
    expect(bits / 10).toBeLessThanOrEqual(200_000);
  });
});
