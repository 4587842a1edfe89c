import type { LonLat } from '#core/geo';
import type { LocalizedText } from '#core/kit';
import type { County } from '#sim/county';

/** The squad that is left for a person to play on the phone page: 石桥巡逻一组. It keeps watch where the evening begins. */
export const PLAYED_SQUAD = 'xl06';

/** A place where something can happen. */
export interface Place {
  readonly unitCode: string;
  readonly name: LocalizedText;
  readonly position: LonLat;
}

export interface CastSquad {
  readonly code: string;
  readonly unitCode: string;
  readonly name: LocalizedText;
}

type PlaceKind = County['places'][number]['kind'];
type Scene = County['cameras'][number]['scene'];

/** Finds places and squads of a county by what the script needs of them. Every method throws when there is none. */
export class Cast {
  readonly #county: County;

  constructor(county: County) {
    this.#county = county;
  }

  /** By its number, from 1; the first is on 石桥镇's provincial highway in every county. */
  checkpoint(number: number): Place {
    const { townshipCode: unitCode, name, position } = found(this.#county.checkpoints[number - 1]);
    return { unitCode, name, position };
  }

  /** A market, school or the like of a township; `township` is its number in the order of codes, from 1. */
  place(kind: PlaceKind, township: number, nth = 0): Place {
    const own = this.#county.places.filter((place) => place.unitCode === this.#township(township).code);
    return found(own.filter((place) => place.kind === kind)[nth]);
  }

  /** Where a camera of that scene stands in a township; its unit is the village or community. */
  camera(scene: Scene, township: number, nth = 0): Place {
    const { code } = this.#township(township);
    const own = this.#county.cameras.filter(
      (camera) => camera.townshipCode === code && camera.unitCode.length > code.length,
    );
    return found(own.filter((camera) => camera.scene === scene)[nth]);
  }

  /** A village of a township with at least so many cameras of its own, and those. */
  village(township: number, camerasMin: number): Place & { readonly cameras: County['cameras'] } {
    const { code } = this.#township(township);
    const camerasOf = (unitCode: string): County['cameras'] =>
      this.#county.cameras.filter((camera) => camera.unitCode === unitCode);
    const own = this.#county.orgUnits.filter((unit) => unit.parentCode === code && unit.kind === 'village');
    const unit = found(own.find((village) => camerasOf(village.code).length >= camerasMin));
    const { name, centre } = unit;
    return { unitCode: unit.code, name, position: centre, cameras: camerasOf(unit.code) };
  }

  /** One of the squads of a township or one of its villages. */
  squad(kind: County['squads'][number]['kind'], township: number, nth = 0): CastSquad {
    const { code } = this.#township(township);
    const own = this.#county.squads.filter(
      (squad) => squad.unitCode.startsWith(code) && squad.kind === kind && squad.code !== PLAYED_SQUAD,
    );
    return found(own[nth]);
  }

  #township(number: number): County['orgUnits'][number] {
    return found(this.#county.orgUnits.filter((unit) => unit.level === 'township')[number - 1]);
  }
}

function found<Item>(item: Item | undefined): Item {
  if (item === undefined) throw new Error('the county has no such place');
  return item;
}
