import type { Actor, Placed } from '../render/actor.ts';
import { LOOP_SECONDS } from '../scene.ts';
import { cruise, type Journey, moments } from './journey.ts';
import type { Route } from './route.ts';

const STEP_S = 0.2;
/** The room somebody on foot wants on every side of a vehicle. */
const ROOM_M = 0.6;

/** Where all traffic is, step by step through the loop. */
export function timetable(traffic: readonly Actor[]): readonly (readonly Placed[])[] {
  if (traffic.length === 0) return [];
  return Array.from({ length: Math.round(LOOP_SECONDS / STEP_S) }, (_, step) =>
    traffic.flatMap((actor) => actor(step * STEP_S)),
  );
}

/** A walk along `way` that starts at `startS` or, if it would lead into traffic, as much later as needed. */
export function safest(
  way: Route,
  speed: number,
  startS: number,
  traffic: ReturnType<typeof timetable>,
): Journey {
  let best = cruise(way.lengthM, speed, startS);
  let fewest = conflicts(way, best, traffic);
  for (let laterS = 0.5; laterS < LOOP_SECONDS && fewest > 0; laterS += 0.5) {
    const trip = cruise(way.lengthM, speed, startS + laterS);
    const met = conflicts(way, trip, traffic);
    if (met < fewest) [best, fewest] = [trip, met];
  }
  return best;
}

function conflicts(way: Route, trip: Journey, traffic: ReturnType<typeof timetable>): number {
  let met = 0;
  for (const [step, placed] of traffic.entries()) {
    for (const time of moments(trip, step * STEP_S, LOOP_SECONDS)) {
      const { x, y } = way.at(trip.metresAt(time));
      met += placed.filter((thing) => isNear(thing, x, y)).length;
    }
  }
  return met;
}

function isNear({ pose, footprint }: Placed, x: number, y: number): boolean {
  const [dx, dy] = [x - pose.x, y - pose.y];
  const [cos, sin] = [Math.cos(pose.heading), Math.sin(pose.heading)];
  const [length, width] = footprint;
  const ahead = Math.abs(dx * cos + dy * sin);
  const aside = Math.abs(dy * cos - dx * sin);
  return ahead < length / 2 + ROOM_M && aside < width / 2 + ROOM_M;
}
