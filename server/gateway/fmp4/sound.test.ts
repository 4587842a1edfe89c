import { describe, expect, it } from 'vitest';
import { findBox, readAudioFragment, readBoxes, readFragment } from '#test/hls-checker/boxes';
import { readInitSegment } from '../../../app/_lib/mp4/index.ts';
import type { AacFormat, AccessUnit, VideoFormat } from '../codec/index.ts';
import { buildInitSegment } from './init-segment.ts';
import { Packager } from './packager.ts';
import type { InitSegment, Part } from './part.ts';

const video: VideoFormat = {
  ...{ codec: 'h264', width: 640, height: 360, frameRate: 25, reorderDepth: null },
  ...{ sps: Uint8Array.of(0x67, 0x42, 0xc0, 0x1e), pps: Uint8Array.of(0x68, 0xee) },
  codecString: 'avc1.42C01E',
};
const aac = (sampleRateHz: number, config: number[]): AacFormat => ({
  ...{ objectType: 2, sampleRateHz, channels: 1, codecString: 'mp4a.40.2' },
  config: Uint8Array.from(config),
});
const mono16 = aac(16_000, [0x14, 0x08]);
const mono8 = aac(8_000, [0x15, 0x88]);

const unit = (dts: number, keyFrame: boolean): AccessUnit => ({
  ...{ nalUnits: [Uint8Array.of(keyFrame ? 0x65 : 0x41, 1)], keyFrame, dts, pts: dts, capturedAtMs: 0 },
});

/** Two seconds of pictures and of sound, from `from` on. */
function play(machine: Packager, from: number): void {
  for (let i = 0; i < 50; i++) {
    machine.accessUnit(unit(from + i * 3_600, i % 25 === 0));
    if (i % 8 < 5) machine.audioFrame(Uint8Array.of(7), from + i * 3_600);
  }
}

function packager() {
  const inits: InitSegment[] = [];
  const parts: Part[] = [];
  const machine = new Packager({ init: (init) => inits.push(init), part: (part) => parts.push(part) });
  /** Where the sound of the parts begins and ends; throws where one does not follow the other. */
  const sound = (of: readonly Part[]) => {
    let [startTicks, endTicks] = [Number.NaN, Number.NaN];
    for (const { audio } of of) {
      if (audio === undefined) continue;
      const { decodeTicks, samples } = readAudioFragment(audio);
      if (Number.isNaN(endTicks)) startTicks = decodeTicks;
      else if (decodeTicks !== endTicks) throw new Error(`a hole at ${endTicks}`);
      endTicks = samples.reduce((at, { durationTicks }) => at + durationTicks, decodeTicks);
    }
    return { startTicks, endTicks };
  };
  return { machine, inits, parts, sound };
}

describe('a stream with sound', () => {
  it('Q29 has an init segment of both tracks, and one of the pictures alone, which is as it always was', () => {
    const { machine, inits } = packager();
    machine.audioFormat(mono16);
    machine.format(video);
    const [init] = inits;
    expect(init?.bytes).toEqual(buildInitSegment(video));
    expect(readInitSegment(init?.bytesWithAudio ?? new Uint8Array(0))?.mimeType).toBe(
      'video/mp4; codecs="avc1.42C01E, mp4a.40.2"',
    );
    const tracks = readBoxes(findBox(init?.bytesWithAudio ?? new Uint8Array(0), 'moov').body);
    expect(tracks.filter(({ type }) => type === 'trak')).toHaveLength(2);
    const esds = findBox(tracks.findLast(({ type }) => type === 'trak')?.body ?? new Uint8Array(0), 'mdia');
    expect(Buffer.from(esds.body).includes(Buffer.of(5, 2, 0x14, 0x08, 6, 1, 2))).toBe(true);
  });

  it('Q29 numbers its fragments through both tracks, and its pictures are as they were', () => {
    const { machine, parts, sound } = packager();
    machine.audioFormat(mono16);
    machine.format(video);
    play(machine, 900_000);
    const numbers = parts.flatMap(({ bytes, audio }) => [
      readFragment(bytes).sequenceNumber,
      ...(audio === undefined ? [] : [readAudioFragment(audio).sequenceNumber]),
    ]);
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
    expect(sound(parts).startTicks).toBe(0);
    const silent = packager();
    silent.machine.format(video);
    play(silent.machine, 900_000);
    expect(parts.map(({ durationTicks, independent }) => [durationTicks, independent])).toEqual(
      silent.parts.map(({ durationTicks, independent }) => [durationTicks, independent]),
    );
    expect(silent.parts.every(({ audio }) => audio === undefined)).toBe(true);
  });
});

describe('a stream with sound, at its breaks', () => {
  it('Q29 has no sound that lags over a discontinuity, and goes on with the pictures behind it', () => {
    const { machine, parts, sound } = packager();
    machine.audioFormat(mono16);
    machine.format(video);
    play(machine, 0);
    machine.accessUnit(unit(180_000, false)); // in a part that is not closed yet
    machine.interrupted();
    const before = sound(parts);
    const last = parts.at(-1);
    expect(before.endTicks).toBeGreaterThanOrEqual((last?.startTicks ?? 0) + (last?.durationTicks ?? 0));
    const count = parts.length;
    machine.audioFrame(Uint8Array.of(9), 5_000); // of no timeline
    play(machine, 500_000_000);
    expect(sound(parts.slice(count)).startTicks).toBe(before.endTicks);
    expect(parts[count]?.discontinuity).toBe(true);
  });

  it('Q29 begins with the pictures behind a discontinuity, though the part before it went out with a lag', () => {
    const { machine, parts, sound } = packager();
    machine.audioFormat(mono16);
    machine.format(video);
    play(machine, 0);
    machine.interrupted();
    const count = parts.length;
    play(machine, 500_000_000);
    expect(sound(parts.slice(count)).startTicks).toBe(parts[count]?.startTicks);
  });

  it('Q29 gets another init segment and a discontinuity when its sound turns out otherwise, and none when not', () => {
    const { machine, inits, parts } = packager();
    machine.audioFormat(mono16);
    machine.format(video);
    play(machine, 0);
    machine.audioFormat(mono16);
    expect(inits).toHaveLength(1);
    const count = parts.length;
    machine.audioFormat(mono8);
    play(machine, 180_000);
    machine.audioFormat(null);
    play(machine, 360_000);
    expect(inits.map(({ id, bytesWithAudio }) => [id, bytesWithAudio !== undefined])).toEqual([
      [0, true],
      [1, true],
      [2, false],
    ]);
    const firsts = parts.slice(count).filter(({ discontinuity }) => discontinuity);
    expect(firsts.map(({ initId, independent }) => [initId, independent])).toEqual([
      [1, true],
      [2, true],
    ]);
  });
});
