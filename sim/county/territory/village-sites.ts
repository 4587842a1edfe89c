import { distance, type Point } from '../geometry/point.ts';
import { EXTENT, type Outline } from '../outline.ts';
import { type Random, seededRandom } from '../random.ts';
import { TOWNSHIPS } from '../townships.ts';

/** Where a village lies, and whose it is. */
export interface VillageSite {
  readonly point: Point;
  /** Index into `TOWNSHIPS`. */
  readonly township: number;
  readonly isSeat: boolean;
  readonly isCommunity: boolean;
}

const CANDIDATES = 24;
const MAX_TRIES = 4_800;
const TOWN_RADIUS_M = 700;
const RURAL_RADIUS_M = 15_000;
const TOWN_SPACING_M = 800;
const RURAL_SPACING_M = 2_900;
const INSIDE = 0.955;
const SEAT_JITTER_M = 900;

/** Land no village may stand on: lakes. */
export type IsFree = (point: Point) => boolean;

/** Seats near their planned places, a little elsewhere for each seed. */
export function placeSeats(seed: number): Point[] {
  const random = seededRandom(seed, 'seats');
  return TOWNSHIPS.map(({ seat }) => ({
    x: seat.x + random.between(-SEAT_JITTER_M, SEAT_JITTER_M),
    y: seat.y + random.between(-SEAT_JITTER_M, SEAT_JITTER_M),
  }));
}

/**
 * Sows the villages of every township: each the best of some candidates, far from all others for the density of its
 * surroundings, which rises towards the seat.
 */
export function sowVillages(random: Random, seats: readonly Point[], outline: Outline, isFree: IsFree) {
  const sites: VillageSite[] = seats.map((point, township) => ({
    point,
    township,
    isSeat: true,
    isCommunity: true,
  }));
  TOWNSHIPS.forEach((plan, township) => {
    const accepts = (point: Point): boolean =>
      outline(point) < INSIDE && nearestIndex(seats, point) === township && isFree(point);
    for (let rank = 1; rank < plan.communities + plan.villages; rank++) {
      const isCommunity = rank < plan.communities;
      const reachM = isCommunity ? TOWN_RADIUS_M * Math.sqrt(plan.communities) : RURAL_RADIUS_M;
      const point = bestCandidate(random, seats[township] as Point, reachM, sites, accepts);
      sites.push({ point, township, isSeat: false, isCommunity });
    }
  });
  return sites;
}

function bestCandidate(
  random: Random,
  seat: Point,
  reachM: number,
  sites: readonly VillageSite[],
  accepts: (point: Point) => boolean,
): Point {
  let best: Point = seat;
  let bestRoom = 0;
  for (let found = 0, tries = 0; found < CANDIDATES && tries < MAX_TRIES; tries++) {
    const point = {
      x: seat.x + random.between(-reachM, reachM),
      y: seat.y + random.between(-reachM, reachM),
    };
    if (!accepts(point)) continue;
    found++;
    const nearest = Math.min(...sites.map((site) => distance(site.point, point)));
    const room = nearest / spacingM(distance(seat, point));
    if (room > bestRoom) [best, bestRoom] = [point, room];
  }
  return best;
}

/** Wanted distance between villages, by the distance from the seat. */
function spacingM(fromSeatM: number): number {
  const share = Math.min(1, fromSeatM / 6_000);
  return TOWN_SPACING_M + (RURAL_SPACING_M - TOWN_SPACING_M) * share;
}

export function nearestIndex(points: readonly Point[], from: Point): number {
  let best = 0;
  let bestM = Number.POSITIVE_INFINITY;
  points.forEach((point, index) => {
    const metres = distance(point, from);
    if (metres < bestM) [best, bestM] = [index, metres];
  });
  return best;
}

const OUTSIDE_SPACING_M = 2_200;
const OUTSIDE = 1.035;

/** Points of the neighbouring counties: what the county's own border is drawn against. */
export function sowOutside(random: Random, outline: Outline): Point[] {
  const points: Point[] = [];
  for (let x = -EXTENT.x - 6_000; x <= EXTENT.x + 6_000; x += OUTSIDE_SPACING_M) {
    for (let y = -EXTENT.y - 6_000; y <= EXTENT.y + 6_000; y += OUTSIDE_SPACING_M) {
      const point = {
        x: x + random.between(0, OUTSIDE_SPACING_M * 0.8),
        y: y + random.between(0, OUTSIDE_SPACING_M * 0.8),
      };
      if (outline(point) > OUTSIDE) points.push(point);
    }
  }
  return points;
}
