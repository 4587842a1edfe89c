import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ManualClock } from '#core/kit';
import { LEG_CELLS } from './frame.ts';
import { PtzHead } from './head.ts';
import { limits, placeAt, positionOf } from './place.ts';

function rig() {
  const clock = new ManualClock();
  return { clock, head: new PtzHead(clock) };
}

const velocity = fc.record({
  pan: fc.double({ min: -1, max: 1, noNaN: true }),
  tilt: fc.double({ min: -1, max: 1, noNaN: true }),
  zoom: fc.constantFrom(-1, 0, 0, 1),
});
const order = fc.oneof(
  fc.record({ order: fc.constant('move' as const), velocity, timeoutMs: fc.nat({ max: 5_000 }) }),
  fc.record({ order: fc.constant('preset' as const), token: fc.constantFrom('1', '2', '3') }),
  fc.record({ order: fc.constant('stop' as const), panTilt: fc.boolean(), zoom: fc.boolean() }),
);

describe('the head of a dome', () => {
  it('never leaves its range nor the margins between two key frames, whatever it is told', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(order, fc.nat({ max: 1_500 }))), (script) => {
        const { clock, head } = rig();
        for (const [told, pauseMs] of script) {
          if (told.order === 'move') head.move(told.velocity, told.timeoutMs);
          else if (told.order === 'preset') head.goToPreset(told.token);
          else head.stop(told);
          for (let ms = 0; ms <= pauseMs; ms += 40) {
            const { place, last } = head.poseAt(clock.now());
            const end = limits(place.zoom);
            expect(place.zoom).toBe(last.zoom);
            for (const axis of ['x', 'y'] as const) {
              expect(Number.isInteger(last[axis])).toBe(true);
              expect(Math.abs(place[axis] - last[axis])).toBeLessThanOrEqual(LEG_CELLS[axis]);
              expect(place[axis]).toBeGreaterThanOrEqual(0);
              expect(place[axis]).toBeLessThanOrEqual(end[axis]);
            }
            clock.advance(40);
          }
        }
      }),
    );
  });
});

describe('the moves of a dome', () => {
  it('turn right and up while told to, and end when the time is over', () => {
    const { clock, head } = rig();
    const before = head.position;
    head.move({ pan: 0.5, tilt: 0.5, zoom: 0 }, 1_000);
    expect(head.isMoving).toBe(true);
    clock.advance(600);
    expect(head.position.pan).toBeGreaterThan(before.pan);
    expect(head.position.tilt).toBeGreaterThan(before.tilt);
    clock.advance(2_000);
    expect(head.isMoving).toBe(false);
    const after = head.position;
    clock.advance(2_000);
    expect(head.position).toEqual(after);
  });

  it('end within a leg when told to', () => {
    const { clock, head } = rig();
    head.move({ pan: -1, tilt: 0, zoom: 0 }, 60_000);
    clock.advance(100);
    head.stop({ panTilt: true, zoom: true });
    clock.advance(100);
    expect(head.isMoving).toBe(false);
  });

  it('go by one place however short, and whenever', () => {
    const { clock, head } = rig();
    clock.advance(130);
    const before = head.poseAt(clock.now()).last;
    head.move({ pan: 1, tilt: 0, zoom: 0 }, 10);
    head.stop({ panTilt: true, zoom: true });
    clock.advance(1_000);
    expect(head.poseAt(clock.now()).place).toEqual({ ...before, x: before.x + 1 });
  });

  it('pass places only when both streams have a picture, and are even between', () => {
    const phaseMs = 77;
    const clock = new ManualClock();
    const head = new PtzHead(clock, phaseMs);
    head.goTo({ pan: -1 });
    clock.advance(20_050);
    head.move({ pan: 1, tilt: 0, zoom: 0 }, 60_000);
    const firstMs = Math.ceil((clock.now() + phaseMs) / 200) * 200 - phaseMs;
    for (const { rate, perPlace } of [
      { rate: 25, perPlace: 5 },
      { rate: 15, perPlace: 3 },
    ]) {
      const startMs = firstMs + (rate === 25 ? 0 : 600);
      const poses = Array.from({ length: 12 }, (_, frame) => head.poseAt(startMs + (frame * 1_000) / rate));
      for (const [frame, { place, last }] of poses.entries()) {
        expect(place.x - (poses[0]?.place.x ?? 0)).toBeCloseTo(frame / perPlace);
        if (frame % perPlace === 0) expect(place).toEqual(last);
      }
    }
  });

  it('keep their slant', () => {
    const { clock, head } = rig();
    head.goTo({ pan: -1, tilt: 1, zoom: 1 });
    clock.advance(20_000);
    const from = head.poseAt(clock.now()).place;
    head.move({ pan: 1, tilt: -0.3, zoom: 0 }, 6_000);
    clock.advance(10_000);
    const to = head.poseAt(clock.now()).place;
    const slope = (to.y - from.y) / (to.x - from.x);
    expect(slope).toBeCloseTo(0.6, 1);
  });

  it('take the lens step by step, and no further than it goes', () => {
    const { clock, head } = rig();
    head.move({ pan: 0, tilt: 0, zoom: 1 }, 60_000);
    clock.advance(500);
    expect(head.position.zoom).toBe(0.5);
    clock.advance(5_000);
    expect(head.position.zoom).toBe(1);
    expect(head.isMoving).toBe(false);
  });
});

describe('the places of a dome', () => {
  it('are found again as presets until they are removed', () => {
    const { clock, head } = rig();
    head.goTo({ pan: 0.7, tilt: -0.5, zoom: 1 });
    clock.advance(20_000);
    const there = head.position;
    const token = head.setPreset('桥头', null);
    expect(token).toEqual({ ok: true, value: '4' });
    head.goHome();
    clock.advance(20_000);
    expect(head.position).not.toEqual(there);
    expect(head.goToPreset('4')).toBe(true);
    clock.advance(20_000);
    expect(head.position).toEqual(there);
    expect(head.setPreset('桥东', '4')).toEqual({ ok: true, value: '4' });
    expect(head.presets.map(({ name }) => name)).toEqual(['主路口', '停止线', '西侧商铺', '桥东']);
    expect(head.setPreset('x', '9')).toEqual({ ok: false, error: 'unknown' });
    expect([head.removePreset('4'), head.removePreset('4'), head.goToPreset('4')]).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('have positions that lead back to them', () => {
    fc.assert(
      fc.property(fc.nat({ max: 2 }), fc.nat(), fc.nat(), (zoom, a, b) => {
        const end = limits(zoom);
        const place = { zoom, x: a % (end.x + 1), y: b % (end.y + 1) };
        expect(placeAt(positionOf(place))).toEqual(place);
      }),
    );
  });
});
