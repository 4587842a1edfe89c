import type { SquadPositionUpdate } from '#core/contracts';
import type { LonLat } from '#core/geo';
import type { EpochMs } from '#core/kit';
import type { County } from '#sim/county';
import { Patrol } from './patrol.ts';
import { RoadMap } from './road-map.ts';
import { squadIdOf } from './squad-id.ts';

/** What whoever is in it can make a squad's car do. */
export type Vehicle = Pick<Patrol, 'driveTo' | 'stand' | 'resumeRounds'>;

export interface PatrolFleetOptions {
  readonly county: Pick<County, 'roads' | 'squads'>;
  /** A stream of chance of its own for each squad, 0 ≤ value < 1. */
  readonly randomFor: (squadCode: string) => () => number;
  /** Where squads keep watch instead of going rounds about their home, by code. */
  readonly watches?: Readonly<Record<string, LonLat>>;
}

/** All squads of the county on its roads. */
export class PatrolFleet {
  readonly #patrols: ReadonlyMap<string, Patrol>;

  constructor({ county, randomFor, watches = {} }: PatrolFleetOptions) {
    const roads = new RoadMap(county.roads);
    this.#patrols = new Map(
      county.squads.map(({ code, kind, homeNode }) => {
        const watch = watches[code];
        const centre = watch ?? roads.nodePosition(homeNode);
        const duty = watch === undefined ? 'rounds' : 'watch';
        return [code, new Patrol(roads, { kind, duty, centre }, randomFor(code))];
      }),
    );
  }

  /** @throws when there is no such squad */
  vehicle(code: string): Vehicle {
    return this.#patrol(code);
  }

  /** Where a squad is now. @throws when there is no such squad */
  positionOf(code: string): LonLat {
    return this.#patrol(code).position;
  }

  /** Moves all squads on by so much time. */
  advance(elapsedMs: number): void {
    for (const patrol of this.#patrols.values()) patrol.advance(elapsedMs);
  }

  /** Where all squads are, as their handhelds report it. */
  positions(atMs: EpochMs): readonly SquadPositionUpdate[] {
    return [...this.#patrols].map(([code, patrol]) => ({
      squadId: squadIdOf(code),
      ...patrol.position,
      headingDeg: patrol.headingDeg,
      atMs,
    }));
  }

  #patrol(code: string): Patrol {
    const patrol = this.#patrols.get(code);
    if (patrol === undefined) throw new Error(`no squad ${code}`);
    return patrol;
  }
}
