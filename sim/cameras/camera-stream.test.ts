import { describe, expect, it } from 'vitest';
import { findCaptureTime } from '#core/contracts';
import { NAL_TYPE } from '#sim/h264';
import { depacketise, parseRtp } from '#sim/testing';
import {
  FRAME_MS,
  GOP_MS,
  isKeyFrame,
  RecordingViewer,
  START_MS,
  cameraStreamRig as setUp,
} from './testing/camera-stream-rig.ts';

describe('a camera stream', () => {
  it('starts with the next picture, in the middle of a group of pictures', () => {
    const { clock, stream, viewer } = setUp({ startMs: START_MS + 500 });
    stream.play(viewer);
    clock.advance(FRAME_MS);
    expect(viewer.types()).toEqual([[NAL_TYPE.accessUnitDelimiter, NAL_TYPE.sei, NAL_TYPE.slice]]);
  });

  it('starts where it told the client it would', () => {
    const { clock, stream, viewer } = setUp({ startMs: START_MS + 500 });
    const { sequence, timestamp } = stream.position();
    stream.play(viewer);
    clock.advance(FRAME_MS);
    const [first] = viewer.media[0]?.batch.packets().map(parseRtp) ?? [];
    expect(first).toMatchObject({ sequence, timestamp });
  });

  it('sends every picture once, in time, with key frames two seconds apart', () => {
    const { clock, stream, viewer } = setUp();
    stream.play(viewer);
    clock.advance(10_000);
    expect(viewer.media).toHaveLength(250);
    const keyFrames = viewer.types().flatMap((types, index) => (isKeyFrame(types) ? [index] : []));
    expect(keyFrames).toEqual([49, 99, 149, 199, 249]);
    for (const { atMs, batch } of viewer.media) {
      const lateMs = atMs - (findCaptureTime(depacketise(batch.packets())) ?? 0) / 1000;
      expect(lateMs).toBeGreaterThanOrEqual(0);
      expect(lateMs).toBeLessThanOrEqual(5);
    }
  });

  it('numbers packets without a hole and stamps them 40 ms apart, marker on the last of each picture', () => {
    const { clock, stream, viewer } = setUp();
    stream.play(viewer);
    clock.advance(4_000);
    const pictures = viewer.media.map(({ batch }) => batch.packets().map(parseRtp));
    const sequences = pictures.flat().map(({ sequence }) => sequence);
    sequences.slice(1).forEach((sequence, i) => {
      expect(sequence).toBe(((sequences[i] ?? 0) + 1) & 0xffff);
    });
    pictures.forEach((packets, i) => {
      expect(new Set(packets.map(({ timestamp }) => timestamp)).size).toBe(1);
      expect(packets.map(({ marker }) => marker)).toEqual(packets.map((_, at) => at === packets.length - 1));
      const before = pictures[i - 1]?.[0]?.timestamp;
      if (before !== undefined)
        expect(((packets[0]?.timestamp ?? 0) - before + 2 ** 32) % 2 ** 32).toBe(3_600);
    });
  });
});

describe('the viewers of a camera stream', () => {
  it('shows all viewers the same packets', () => {
    const { clock, stream, viewer } = setUp();
    const second = new RecordingViewer(clock);
    stream.play(viewer);
    clock.advance(1_000);
    stream.play(second);
    clock.advance(1_000);
    expect(second.media.map(({ batch }) => batch)).toEqual(viewer.media.slice(-25).map(({ batch }) => batch));
  });

  it('shows after a pause what it would have shown without', () => {
    const { clock, stream, viewer } = setUp();
    const neverAway = setUp();
    stream.play(viewer)();
    clock.advance(3_300);
    stream.play(viewer);
    clock.advance(FRAME_MS);
    neverAway.stream.play(neverAway.viewer);
    neverAway.clock.advance(3_300 + FRAME_MS);
    expect(viewer.accessUnits().at(-1)).toEqual(neverAway.viewer.accessUnits().at(-1));
  });

  it('costs nothing while nobody watches', () => {
    const { clock, stream, viewer } = setUp();
    const leave = stream.play(viewer);
    clock.advance(1_000);
    leave();
    clock.advance(1_000);
    expect(clock.pending).toBe(0);
    expect(viewer.media).toHaveLength(25);
  });

  it('reports at once and then every five seconds, the RTP clock agreeing with the wall clock', () => {
    const { clock, stream, viewer } = setUp();
    stream.play(viewer);
    clock.advance(10_100);
    const times = viewer.control.map(({ atMs }) => Math.round((atMs - START_MS) / 100) / 10);
    expect(times).toEqual([0, 5, 10]);
    const [picture] = viewer.media.at(-1)?.batch.packets().map(parseRtp) ?? [];
    const capturedAtMs = (findCaptureTime(viewer.accessUnits().at(-1) ?? []) ?? 0) / 1000;
    for (const { atMs, packet } of viewer.control) {
      const ticks = ((picture?.timestamp ?? 0) - packet.readUInt32BE(16) + 2 ** 32) % 2 ** 32;
      expect(ticks).toBeCloseTo((capturedAtMs - atMs) * 90, 0);
    }
  });

  it('fills up to a bit rate', () => {
    const { clock, stream, viewer } = setUp({ padTo: 2_000_000 });
    stream.play(viewer);
    clock.advance(GOP_MS * 4);
    const nalBytes = viewer
      .accessUnits()
      .flat()
      .reduce((sum, nalUnit) => sum + nalUnit.length, 0);
    expect((nalBytes * 8) / 8).toBeCloseTo(2_000_000, -3);
    expect(viewer.types().every((types) => types.at(-1) === NAL_TYPE.filler)).toBe(true);
  });
});

describe('when the wall clock is set', () => {
  it.each([-3_600_000, 3_600_000])('goes on from the new time (%i ms)', (jumpMs) => {
    let offsetMs = 0;
    const { clock, stream, viewer } = setUp({ clockOffsetMs: () => offsetMs });
    stream.play(viewer);
    clock.advance(1_000);
    offsetMs = jumpMs;
    clock.advance(1_000);
    expect(viewer.media.length).toBeGreaterThanOrEqual(48);
    expect(viewer.media.length).toBeLessThanOrEqual(50);
    const lastUs = findCaptureTime(viewer.accessUnits().at(-1) ?? []) ?? 0;
    expect(Math.abs(lastUs / 1000 - (clock.now() + jumpMs))).toBeLessThanOrEqual(FRAME_MS + 5);
  });
});
