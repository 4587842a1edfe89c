import { describe, expect, it } from 'vitest';
import { privateCar } from '../props/garage.ts';
import { seededRandom } from '../render/random.ts';
import { driver } from './actors.ts';
import { cruise } from './journey.ts';
import { points } from './points.ts';
import { route } from './route.ts';
import { safest, timetable } from './safety.ts';

const road = route(points('-60,10 60,10'));
const path = route(points('0,0 0,20'));
/** A car that passes the path at 8 s of the loop, when somebody who left at 0 would be on the road. */
const traffic = timetable([driver(privateCar(seededRandom(1)), road, cruise(road.lengthM, 10, 8, 60))]);

describe('safest', () => {
  it('keeps the wanted start when nothing comes', () => {
    expect(safest(path, 1.25, 0, []).startS).toBe(0);
    expect(safest(path, 1.25, 4, traffic).startS).toBe(4);
  });

  it('waits until the road is clear', () => {
    const trip = safest(path, 1.25, 0, traffic);
    expect(trip.startS).toBeGreaterThan(0);
    const onRoad = [9, 11].map((metres) => trip.startS + metres / 1.25);
    const passing = [7.6, 8.4];
    expect(
      (onRoad[0] as number) > (passing[1] as number) || (onRoad[1] as number) < (passing[0] as number),
    ).toBe(true);
  });
});
