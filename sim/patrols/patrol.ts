import type { SquadKind } from '#core/dispatch';
import type { LonLat } from '#core/geo';
import type { Leg, RoadMap, RoadSpot } from './road-map.ts';

/** Where a squad does its shift. */
export interface PatrolBase {
  readonly kind: SquadKind;
  /** `rounds`: it goes round the area about its centre. `watch`: it stands there, and comes back when it was called away. */
  readonly duty: 'rounds' | 'watch';
  readonly centre: LonLat;
}

interface Manner {
  /** On its rounds and when called, in km/h; the latter is what recommendations reckon with. */
  readonly roundsKmh: number;
  readonly calledKmh: number;
  /** How far its rounds lead from the middle of its area. */
  readonly radiusM: number;
}

const MANNERS: Readonly<Record<SquadKind, Manner>> = {
  police: { roundsKmh: 28, calledKmh: 45, radiusM: 2_600 },
  brigade: { roundsKmh: 22, calledKmh: 35, radiusM: 1_800 },
  village_team: { roundsKmh: 12, calledKmh: 20, radiusM: 1_200 },
  volunteers: { roundsKmh: 4, calledKmh: 8, radiusM: 450 },
};
const STOPS = 6;
const REST_MS = { least: 8_000, most: 40_000 };
const MS_PER_HOUR = 3_600_000;

type Errand =
  | { readonly kind: 'rounds' }
  | { readonly kind: 'called'; readonly arrived: () => void }
  | { readonly kind: 'standing' };

/**
 * One squad on the county's roads. Knows no clock: it moves by what `advance` is told, so that the same seed and the
 * same calls always give the same way.
 */
export class Patrol {
  readonly #roads: RoadMap;
  readonly #random: () => number;
  readonly #manner: Manner;
  /** Stops of its rounds, in order, again and again. */
  readonly #stops: readonly RoadSpot[];
  #nextStop = 0;
  #errand: Errand = { kind: 'rounds' };
  #spot: RoadSpot;
  #route: readonly Leg[] = [];
  #restMs = 0;
  /** Along the road in the direction of travel; what was last driven is what the car still points to. */
  #headingDeg = 0;
  #isMoving = false;

  /** @param random 0 ≤ value < 1; its own, or the squads would change each other's ways */
  constructor(roads: RoadMap, { kind, duty, centre }: PatrolBase, random: () => number) {
    this.#roads = roads;
    this.#random = random;
    this.#manner = MANNERS[kind];
    const { radiusM } = this.#manner;
    const stops = duty === 'watch' ? [] : chooseStops(roads, centre, radiusM, random);
    this.#stops = stops.length > 0 ? stops : [roads.spotNear(centre)];
    this.#spot = this.#stops[0] as RoadSpot;
    this.#goOn();
  }

  get position(): LonLat {
    const { lon, lat } = this.#roads.place(this.#spot);
    return { lon, lat };
  }

  /** Degrees clockwise from north; null when standing. */
  get headingDeg(): number | null {
    return this.#isMoving ? this.#headingDeg : null;
  }

  /** Leaves the rounds and takes the shortest way to the road nearest to `place`. */
  driveTo(place: LonLat, arrived: () => void): void {
    this.#errand = { kind: 'called', arrived };
    this.#restMs = 0;
    this.#route = this.#roads.route(this.#spot, this.#roads.spotNear(place));
  }

  /** Stays where it is until told otherwise. */
  stand(): void {
    this.#errand = { kind: 'standing' };
    this.#route = [];
  }

  /** Goes back to its rounds, unless it is on them. */
  resumeRounds(): void {
    if (this.#errand.kind === 'rounds') return;
    this.#errand = { kind: 'rounds' };
    this.#goOn();
  }

  /** Moves on by so much time. */
  advance(elapsedMs: number): void {
    let leftMs = elapsedMs;
    this.#isMoving = false;
    while (leftMs > 0 && this.#errand.kind !== 'standing') {
      const restedMs = Math.min(leftMs, this.#restMs);
      this.#restMs -= restedMs;
      leftMs = this.#drive(leftMs - restedMs);
      if (leftMs > 0) this.#reached();
    }
  }

  /** Drives along the route. @returns the time that was left when it ended */
  #drive(ms: number): number {
    const { calledKmh, roundsKmh } = this.#manner;
    const metresPerMs = ((this.#errand.kind === 'called' ? calledKmh : roundsKmh) * 1000) / MS_PER_HOUR;
    let leftM = ms * metresPerMs;
    while (leftM > 0) {
      const leg = this.#route[0];
      if (leg === undefined) break;
      const legM = Math.abs(leg.toM - leg.fromM);
      const isForward = leg.toM >= leg.fromM;
      const metres = leftM >= legM ? leg.toM : leg.fromM + (isForward ? leftM : -leftM);
      this.#spot = { edge: leg.edge, metres };
      const { bearingDeg } = this.#roads.place(this.#spot);
      this.#headingDeg = isForward ? bearingDeg : (bearingDeg + 180) % 360;
      this.#isMoving = true;
      leftM -= Math.min(leftM, legM);
      const ahead = this.#route.slice(1);
      this.#route = metres === leg.toM ? ahead : [{ ...leg, fromM: metres }, ...ahead];
    }
    return leftM / metresPerMs;
  }

  #reached(): void {
    const errand = this.#errand;
    if (errand.kind === 'called') {
      this.stand();
      errand.arrived();
      return;
    }
    this.#restMs = REST_MS.least + this.#random() * (REST_MS.most - REST_MS.least);
    this.#goOn();
  }

  #goOn(): void {
    this.#nextStop = (this.#nextStop + 1) % this.#stops.length;
    this.#route = this.#roads.route(this.#spot, this.#stops[this.#nextStop] as RoadSpot);
  }
}

/** A few crossings of the area; where there are hardly any, the nearest ones there are. */
function chooseStops(
  roads: RoadMap,
  centre: LonLat,
  radiusM: number,
  random: () => number,
): readonly RoadSpot[] {
  const near = roads.crossingsNear(centre, radiusM);
  const candidates = near.length >= STOPS ? near : roads.crossingsNear(centre, 4 * radiusM).slice(0, STOPS);
  const order = candidates.map((spot) => ({ spot, rank: random() })).sort((a, b) => a.rank - b.rank);
  return order.slice(0, STOPS).map(({ spot }) => spot);
}
