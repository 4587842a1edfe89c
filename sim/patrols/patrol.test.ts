import { describe, expect, it, vi } from 'vitest';
import { distanceM } from '#core/geo';
import { seededRandom } from '#sim/cameras';
import { Patrol } from './patrol.ts';
import { RoadMap } from './road-map.ts';
import { at, TOWN } from './testing/town.ts';

const roads = new RoadMap(TOWN);
const TICK_MS = 5_000;

function patrol(kind: 'police' | 'volunteers' = 'police', seed = 7): Patrol {
  return new Patrol(roads, { kind, duty: 'rounds', centre: at(500, 500) }, seededRandom(seed));
}

function track(walker: Patrol, ticks: number) {
  return Array.from({ length: ticks }, () => {
    walker.advance(TICK_MS);
    return { ...walker.position, headingDeg: walker.headingDeg };
  });
}

describe('a squad on its rounds', () => {
  it('moves along roads at the speed of a patrol, and rests now and then', () => {
    const walker = patrol();
    const steps = track(walker, 400);
    const metres = steps.slice(1).map((step, index) => distanceM(step, steps[index] ?? step));
    const mostM = ((28 / 3.6) * TICK_MS) / 1000;
    expect(Math.max(...metres)).toBeLessThanOrEqual(mostM * 1.01);
    expect(metres.filter((step) => step > mostM * 0.9).length).toBeGreaterThan(150);
    expect(steps.some(({ headingDeg }) => headingDeg === null)).toBe(true);
    for (const step of steps) {
      const road = roads.place(roads.spotNear(step));
      expect(distanceM(road, step)).toBeLessThan(1);
    }
  });

  it('goes the same way for the same seed, and another for another', () => {
    expect(track(patrol('police', 1), 100)).toEqual(track(patrol('police', 1), 100));
    expect(track(patrol('police', 1), 100)).not.toEqual(track(patrol('police', 2), 100));
  });

  it('is at the same place whether time passes in one step or in many', () => {
    const [one, many] = [patrol(), patrol()];
    one.advance(120_000);
    for (let i = 0; i < 240; i++) many.advance(500);
    expect(distanceM(one.position, many.position)).toBeLessThan(1);
  });

  it('points to where it is going', () => {
    const walker = patrol();
    let before = walker.position;
    for (const step of track(walker, 100)) {
      const [east, north] = [step.lon - before.lon, step.lat - before.lat];
      if (step.headingDeg !== null && distanceM(step, before) > 30) {
        const radians = (step.headingDeg * Math.PI) / 180;
        expect(Math.sin(radians) * east + Math.cos(radians) * north).toBeGreaterThan(-1e-6);
      }
      before = step;
    }
  });
});

describe('a squad that is called', () => {
  it('arrives once, after the time its speed needs, and stays until it may go', () => {
    const walker = patrol('volunteers');
    const arrived = vi.fn();
    walker.driveTo(at(1000, 480), arrived);
    let elapsedMs = 0;
    const from = walker.position;
    while (arrived.mock.calls.length === 0 && elapsedMs < 3_600_000) {
      walker.advance(TICK_MS);
      elapsedMs += TICK_MS;
    }
    expect(distanceM(walker.position, at(1000, 480))).toBeLessThan(1);
    const leastMs = distanceM(from, at(1000, 480)) / (8 / 3600);
    expect(elapsedMs).toBeGreaterThanOrEqual(leastMs * 0.99);
    expect(elapsedMs).toBeLessThanOrEqual(leastMs * 3);
    track(walker, 50);
    expect(arrived).toHaveBeenCalledOnce();
    expect(walker.headingDeg).toBeNull();
    expect(distanceM(walker.position, at(1000, 480))).toBeLessThan(1);
    walker.resumeRounds();
    track(walker, 50);
    expect(distanceM(walker.position, at(1000, 480))).toBeGreaterThan(10);
  });

  it('goes back to its watch, and stays there', () => {
    const base = { kind: 'brigade', duty: 'watch', centre: at(300, 0) } as const;
    const guard = new Patrol(roads, base, seededRandom(1));
    track(guard, 50);
    expect(distanceM(guard.position, at(300, 0))).toBeLessThan(1);
    guard.driveTo(at(1000, 900), () => {});
    track(guard, 200);
    expect(distanceM(guard.position, at(1000, 900))).toBeLessThan(1);
    guard.resumeRounds();
    track(guard, 200);
    expect(distanceM(guard.position, at(300, 0))).toBeLessThan(1);
    expect(guard.headingDeg).toBeNull();
  });

  it('arrives at once where it stands already', () => {
    const walker = patrol();
    const arrived = vi.fn();
    walker.driveTo(walker.position, arrived);
    walker.advance(TICK_MS);
    expect(arrived).toHaveBeenCalledOnce();
  });

  it('does not arrive any more once it was told otherwise', () => {
    const walker = patrol();
    const arrived = vi.fn();
    walker.driveTo(at(1000, 1000), arrived);
    walker.advance(1_000);
    walker.resumeRounds();
    track(walker, 200);
    expect(arrived).not.toHaveBeenCalled();
  });
});
