import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readFragment } from '#test/hls-checker/boxes';
import type { AccessUnit, VideoFormat } from '../codec/index.ts';
import { Packager } from './packager.ts';
import type { InitSegment, Part } from './part.ts';

const format = (tag = 0): VideoFormat => ({
  codec: 'h264',
  sps: Uint8Array.of(0x67, 0x64, 0, 0x1f, 0xac, tag),
  pps: Uint8Array.of(0x68, 0xee),
  width: 640,
  height: 360,
  frameRate: null,
  reorderDepth: null,
  codecString: 'avc1.64001F',
});

const unit = (dts: number, keyFrame: boolean, reorder = 0): AccessUnit => ({
  nalUnits: [Uint8Array.of(keyFrame ? 0x65 : 0x41, 1, 2, 3)],
  keyFrame,
  dts,
  pts: dts + reorder,
  capturedAtMs: 1_700_000_000_000 + dts / 90,
});

function packager() {
  const inits: InitSegment[] = [];
  const parts: Part[] = [];
  const machine = new Packager({ init: (init) => inits.push(init), part: (part) => parts.push(part) });
  return { machine, inits, parts };
}

/** Feeds pictures of these times with an IDR every `gop` pictures. */
function timed(options: { pictures: number; gop: number; ticksOf: (i: number) => number }) {
  const made = packager();
  made.machine.format(format());
  for (let i = 0; i < options.pictures; i++)
    made.machine.accessUnit(unit(options.ticksOf(i), i % options.gop === 0));
  return made;
}

/** The same at a steady rate. */
function steady(options: { fps: number; gop: number; seconds: number; jitter?: (i: number) => number }) {
  const ticksOf = (i: number) => Math.round((i * 90_000) / options.fps) + (options.jitter?.(i) ?? 0);
  return timed({ pictures: options.fps * options.seconds, gop: options.gop, ticksOf });
}

/** Of 25 pictures a second, and from the 120th on one in so much time. */
const slowedTo = (intervalTicks: number) => (i: number) =>
  i < 120 ? i * 3600 : 120 * 3600 + (i - 120) * intervalTicks;

const lastedTicks = (parts: readonly Part[]) => parts.reduce((sum, part) => sum + part.durationTicks, 0);

describe('packager, parts', () => {
  it.each([
    [25, 50],
    [30, 30],
    [25, 48],
    [12, 24],
    [5, 10],
  ])(
    'tells at %i pictures a second, a key frame every %i, which picture completes the next part',
    (fps, gop) => {
      const { machine, parts } = packager();
      machine.format(format());
      expect(machine.ticksToNextPart).toBe(0);
      const expected: number[] = [];
      const completed: number[] = [];
      for (let i = 0; i < fps * 8; i++) {
        const before = parts.length;
        machine.accessUnit(unit(Math.round((i * 90_000) / fps), i % gop === 0));
        const closedByKeyFrame = i % gop === 0;
        if (parts.length > before && !closedByKeyFrame) completed.push(i);
        const { ticksToNextPart } = machine;
        if (ticksToNextPart > 0) expected.push(i + Math.round((ticksToNextPart * fps) / 90_000));
      }
      for (const picture of completed.slice(2)) expect(expected).toContain(picture);
      expect(expected.every((picture, k) => picture >= (expected[k - 1] ?? 0))).toBe(true);
    },
  );

  it('closes a part with its fifth picture at 25 pictures a second, not with its sixth', () => {
    const { machine, parts } = packager();
    machine.format(format());
    for (let i = 0; i < 5; i++) machine.accessUnit(unit(i * 3600, i === 0));
    expect(parts).toHaveLength(1);
    expect(parts[0]).toMatchObject({
      sequence: 0,
      initId: 0,
      startTicks: 0,
      durationTicks: 18_000,
      independent: true,
      segmentStart: true,
      discontinuity: false,
      capturedAtUs: 1_700_000_000_000_000,
      frameCount: 5,
    });
  });

  it.each([1, 2, 4, 5, 8, 10, 12, 12.5, 15, 20, 24, 25, 29.97, 30, 50, 60])(
    'makes legal parts of a steady stream of %d pictures a second',
    (fps) => {
      const { parts } = steady({ fps, gop: Math.round(fps * 2), seconds: 20 });
      expectLegalParts(parts);
      const longest = Math.max(...parts.map((part) => part.durationTicks));
      expect(longest).toBeLessThanOrEqual(Math.max(0.26 * 90_000, 90_000 / fps + 1));
    },
  );

  it('makes legal parts of any stream whose timestamps jitter by a quarter of a frame', () => {
    const jitters = fc.array(fc.double({ min: -0.25, max: 0.25, noNaN: true }), {
      minLength: 50,
      maxLength: 200,
    });
    fc.assert(
      fc.property(
        fc.integer({ min: 8, max: 60 }),
        fc.integer({ min: 5, max: 200 }),
        jitters,
        (fps, gop, shifts) => {
          const jitter = (i: number) => Math.round(((shifts[i % shifts.length] ?? 0) * 90_000) / fps);
          expectLegalParts(steady({ fps, gop, seconds: 12, jitter }).parts);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('keeps parts legal when the frame rate halves at nightfall', () => {
    expectLegalParts(timed({ pictures: 250, gop: 50, ticksOf: slowedTo(7_200) }).parts);
  });
});

describe('packager, times that jump', () => {
  it.each([0.3, 0.94, 5, -0.94, -5].flatMap((jumpS) => [[jumpS, 1] as const, [jumpS, 273] as const]))(
    'keeps parts legal when the time of the camera jumps by %d s for %d pictures',
    (jumpS, pictures) => {
      const ticksOf = (i: number) => i * 3600 + (i < 227 || i >= 227 + pictures ? 0 : jumpS * 90_000);
      const { parts } = timed({ pictures: 500, gop: 50, ticksOf });
      expectLegalParts(parts);
      expect(lastedTicks(parts)).toBe(500 * 3600);
    },
  );

  it('follows a camera that sends far fewer pictures from now on', () => {
    const ticksOf = slowedTo(45_000);
    const { parts } = timed({ pictures: 200, gop: 100, ticksOf });
    expect(ticksOf(200) - lastedTicks(parts)).toBeLessThan(3 * 45_000);
  });
});

describe('packager, segments and breaks', () => {
  it('ends a segment at the first IDR after a second, the very first without waiting for one, and flags IDRs inside parts', () => {
    const { parts } = steady({ fps: 25, gop: 10, seconds: 6 });
    const starts = parts.filter((part) => part.segmentStart);
    expect(starts.map((part) => part.startTicks)).toEqual([0, 90_000, 180_000, 288_000, 396_000, 504_000]);
    expect(starts.map((part) => part.independent)).toEqual([true, false, true, true, true, true]);
    const keyFrames = parts
      .flatMap((part) => readFragment(part.bytes).samples)
      .filter((sample) => sample.keyFrame);
    expect(keyFrames.length).toBeGreaterThanOrEqual(14);
  });

  it('Q30 bounds segments of a stream with rare IDRs', () => {
    const { parts } = steady({ fps: 25, gop: 400, seconds: 40 });
    for (const segment of segments(parts)) expect(segment.durationTicks).toBeLessThan(4.5 * 90_000);
  });

  it('Q27 begins a discontinuity with a new init segment when the parameter sets change, not when repeated', () => {
    const { machine, inits, parts } = packager();
    machine.format(format());
    for (let i = 0; i < 7; i++) machine.accessUnit(unit(i * 3600, i === 0));
    machine.format(format());
    expect(inits).toHaveLength(1);
    machine.format(format(1));
    machine.accessUnit(unit(7 * 3600, false)); // of no use to a decoder that was just set up anew
    for (let i = 8; i < 20; i++) machine.accessUnit(unit(i * 3600, i === 8));
    expect(inits.map((init) => init.id)).toEqual([0, 1]);
    expect(parts.map((part) => [part.initId, part.frameCount, part.discontinuity])).toEqual([
      [0, 5, false],
      [0, 2, false],
      [1, 4, true], // its first picture also fills the place of the one passed over
      [1, 5, false],
    ]);
  });

  it('goes on without a hole when the source comes back with another timeline', () => {
    const { machine, parts } = packager();
    machine.format(format());
    for (let i = 0; i < 7; i++) machine.accessUnit(unit(i * 3600, i === 0));
    machine.interrupted();
    for (let i = 0; i < 5; i++) machine.accessUnit(unit(9_999_999_999 + i * 3600, i === 0));
    expect(parts.map((part) => [part.startTicks, part.durationTicks, part.discontinuity])).toEqual([
      [0, 18_000, false],
      [18_000, 7_200, false],
      [25_200, 18_000, true],
    ]);
  });

  it('a lost stretch before an IDR becomes a discontinuity, not a part of minutes', () => {
    const { machine, parts } = packager();
    machine.format(format());
    for (let i = 0; i < 5; i++) machine.accessUnit(unit(i * 3600, i === 0));
    for (let i = 0; i < 5; i++) machine.accessUnit(unit(90_000 * 60 + i * 3600, i === 0));
    expect(parts.map((part) => [part.startTicks, part.durationTicks, part.discontinuity])).toEqual([
      [0, 18_000, false],
      [18_000, 18_000, true],
    ]);
  });

  it('keeps presentation order of B-frames', () => {
    const { machine, parts } = packager();
    machine.format(format());
    const reorder = [2, 4, 0, 1, 2].map((frames) => frames * 3600);
    for (let i = 0; i < 5; i++) machine.accessUnit(unit(i * 3600, i === 0, reorder[i]));
    const samples = parts.flatMap((part) => readFragment(part.bytes).samples);
    expect(samples.map((sample) => sample.presentationTicks / 3600)).toEqual([2, 5, 2, 4, 6]);
  });

  it('P1 any input gives one gapless timeline of positive durations, with every decodable picture once', () => {
    fc.assert(fc.property(fc.array(event, { maxLength: 300 }), checkAnyInput), { numRuns: 150 });
  });
});

type Event =
  | { type: 'picture'; step: number; keyFrame: boolean; reorder: number }
  | { type: 'format'; tag: number }
  | { type: 'interrupted' };

const event: fc.Arbitrary<Event> = fc.oneof(
  {
    weight: 40,
    arbitrary: fc.record({
      type: fc.constant('picture' as const),
      step: fc.oneof(
        { weight: 8, arbitrary: fc.integer({ min: 1000, max: 9000 }) },
        { weight: 1, arbitrary: fc.integer({ min: -10_000_000, max: 10_000_000 }) },
        { weight: 1, arbitrary: fc.constant(0) },
      ),
      keyFrame: fc.boolean(),
      reorder: fc.integer({ min: -100, max: 10_000 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('format' as const), tag: fc.nat(2) }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('interrupted' as const) }) },
);

function checkAnyInput(events: readonly Event[]): void {
  const { machine, inits, parts } = packager();
  machine.format(format());
  let dts = 0;
  for (const step of events) {
    if (step.type === 'format') machine.format(format(step.tag));
    else if (step.type === 'interrupted') machine.interrupted();
    else {
      dts += step.step;
      machine.accessUnit(unit(dts, step.keyFrame, step.reorder));
    }
  }
  machine.interrupted();
  expect(inits.map((init) => init.id)).toEqual(inits.map((_, i) => i));
  let end = 0;
  for (const [i, part] of parts.entries()) {
    const { samples, sequenceNumber } = readFragment(part.bytes);
    expect(part.sequence).toBe(i);
    expect(sequenceNumber).toBe(i + 1);
    expect(part.startTicks).toBe(end);
    expect(part.targetTicks).toBe(parts[0]?.targetTicks);
    expect(samples).toHaveLength(part.frameCount);
    expect(samples[0]?.keyFrame).toBe(part.independent);
    expect(samples.every((sample) => sample.durationTicks > 0)).toBe(true);
    expect(samples.reduce((sum, sample) => sum + sample.durationTicks, 0)).toBe(part.durationTicks);
    if (part.discontinuity) expect(part.segmentStart && part.independent).toBe(true);
    if (part.initId !== (parts[i - 1]?.initId ?? 0)) expect(part.discontinuity).toBe(i > 0);
    end += part.durationTicks;
  }
  expect(parts.reduce((sum, part) => sum + part.frameCount, 0)).toBe(decodable(events));
}

/** How many of the pictures follow a key frame since the last break. */
function decodable(events: readonly Event[]): number {
  let count = 0;
  let started = false;
  let tag = 0;
  for (const step of events) {
    if (step.type === 'picture') {
      started ||= step.keyFrame;
      if (started) count++;
    } else if (step.type === 'interrupted' || step.tag !== tag) {
      started = false;
      if (step.type === 'format') tag = step.tag;
    }
  }
  return count;
}

function segments(parts: readonly Part[]): { durationTicks: number; parts: Part[] }[] {
  const found: { durationTicks: number; parts: Part[] }[] = [];
  for (const part of parts) {
    if (part.segmentStart) found.push({ durationTicks: 0, parts: [] });
    const segment = found.at(-1);
    if (segment === undefined) throw new Error('the first part starts no segment');
    segment.durationTicks += part.durationTicks;
    segment.parts.push(part);
  }
  return found;
}

/** RFC 8216bis, 4.4.4.9: no part above the target, none below 85 % of it but the last of a segment. */
function expectLegalParts(parts: readonly Part[]): void {
  expect(parts.length).toBeGreaterThan(10);
  for (const segment of segments(parts)) {
    for (const [i, part] of segment.parts.entries()) {
      expect(part.durationTicks).toBeLessThanOrEqual(part.targetTicks);
      if (i < segment.parts.length - 1)
        expect(part.durationTicks).toBeGreaterThanOrEqual(0.85 * part.targetTicks);
    }
  }
}
